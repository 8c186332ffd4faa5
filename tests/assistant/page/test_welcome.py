from assistant.engine import Assistant
from assistant.page.welcome import Welcome
from assistant.page.wording import CHINESE
from index.library import Library
from index.settings import Settings


def test_examples_follow_the_library(tmp_path, sample_paths):
    with Library(Settings(tmp_path, embedding_model="none")) as library:
        (path,) = (path for path in sample_paths if "中卫" in path.name)
        library.add(path)
        welcome = Welcome(Assistant(library), library)
        assert any("中卫" in text for text in welcome.examples(CHINESE, library.documents()))
        library.remove(path.name)
        assert welcome.examples(CHINESE, library.documents()) == []
