"""The publisher's particulars at the foot of every page."""

from functools import partial

from django import template
from django.template.context import Context
from django.template.loader import render_to_string

from mastheads.models import Masthead
from mastheads.page_keys import MASTHEAD
from pagecache import depends, remembered

register = template.Library()


@register.simple_tag(takes_context=True)
def masthead_block(context: Context) -> str:
    """Of the context's `masthead`; made once a process and kept until the masthead changes.

    A page made without a database has none.
    """
    masthead = context.get("masthead")
    return "" if masthead is None else remembered("masthead block", partial(_render, masthead))


def _render(masthead: Masthead) -> str:
    # The page may have asked for it before, and outside of what is remembered here.
    depends(MASTHEAD)
    return render_to_string("_masthead.html", {"masthead": masthead})
