"""Mistakes in templates, found before anyone hears them: where each stands, and what is wrong."""

from __future__ import annotations

import sys
import traceback

import yaml
from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.debug import rewrite_traceback_stack

from bot.core.ledger import Ledger
from bot.core.problem import Problem
from bot.core.text import LANGUAGES
from bot.render.page import FOLDERS, Pages
from bot.render.templates import Templates


def mistakes(templates: Templates, ledger: Ledger) -> tuple[Problem, ...]:
    """Every template that cannot be compiled, each file once."""
    found: dict[str, Problem] = {}
    for language in LANGUAGES:
        folder = FOLDERS[language]
        try:
            pages = Pages(templates, language, ledger)
        except Exception as error:
            problem = mistake(error, templates, f"{folder}/parts.j2")
            found.setdefault(problem.file, problem)
            continue
        for name in templates.names(folder):
            try:
                pages.compile(name)
            except Exception as error:
                problem = mistake(error, templates, f"{folder}/{name}")
                found.setdefault(problem.file, problem)
    return tuple(found.values())


def mistake(error: Exception, templates: Templates, name: str) -> Problem:
    """An error while templates were read or spoken, as a problem; `name` is the file, where the error names none."""
    file = str(templates.folder / name)
    if isinstance(error, TemplateSyntaxError):
        return Problem(error.filename or file, error.lineno, f"The template cannot be read: {error.message}")
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Problem(str(templates.folder / name.partition("/")[0] / "phrases.yaml"), line, f"{error.problem}.")
    if isinstance(error, TemplateNotFound):
        return Problem(file, 1, f"There is no template {error.name}.")
    if isinstance(error, OSError):
        return Problem(str(error.filename or file), 1, f"The file cannot be read: {error.strerror}.")
    # Blocks are said one by one, past the place where Jinja puts a template's own lines into the traceback.
    told = rewrite_traceback_stack() if sys.exc_info()[1] is error else error
    frames = [frame for frame in traceback.extract_tb(told.__traceback__) if frame.filename.endswith(".j2")]
    said = f"no phrase {error}" if isinstance(error, KeyError) else str(error)
    if not frames:
        return Problem(file, 1, f"The template cannot be said: {said}.")
    return Problem(frames[-1].filename, frames[-1].lineno or 1, f"The template cannot be said: {said}.")
