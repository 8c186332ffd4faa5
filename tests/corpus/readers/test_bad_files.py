"""Files that are not what they seem are refused with their name and the cause."""

import io
import zipfile

import pytest
from test_formats import publication, write

from corpus.errors import ReadError
from corpus.reading import read
