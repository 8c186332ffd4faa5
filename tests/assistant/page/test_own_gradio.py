import subprocess
import sys

SERVED = """
import sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from assistant.page.own_gradio import gr
gr.Textbox
assert opened
print(*(name for name in opened if name.endswith(".pyi")), sep="\\n")
"""


def test_gradio_does_no_work_for_editors_when_the_page_starts():
    # Else the start takes nearly twice as long, and writes into what is installed.
    done = subprocess.run([sys.executable, "-c", SERVED], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
