"""What the articles become on disk: templates, parameter files and the generated parts of the README files."""
