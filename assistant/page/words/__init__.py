"""The words of the page's screens in Chinese and English, a module for each screen."""
