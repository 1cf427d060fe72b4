"""What pyproject.toml cannot say: the shipped models stand beside the package and go into it."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["framing*"]), "framing.models"],
    package_dir={"framing.models": "models"},
)
