"""The static site: every template and every control as a page, in English and in Japanese, made from rendered articles."""
