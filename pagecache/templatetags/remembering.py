"""{% remembered NAME %}…{% endremembered %}: a part that is the same on every page."""

from functools import partial

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from pagecache.remembering import remembered

register = template.Library()


class RememberedNode(template.Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = f"template {name}"
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return remembered(self.name, partial(self.nodelist.render, context))


@register.tag("remembered")
def do_remembered(parser: Parser, token: Token) -> RememberedNode:
    """What stands inside may depend on nothing but what the context processors give every page.

    Takes one name, unquoted and used nowhere else.
    """
    try:
        _, name = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("remembered takes one name") from None
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(name, nodelist)
