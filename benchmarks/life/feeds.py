"""Items -> the feed of an outlet and the pages behind it, as its publishing system writes them."""

import json
from datetime import UTC
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import quoteattr

from benchmarks.life.outlets import OUTLETS

WALL = "<p>Subscribe to continue reading. Already a subscriber? Log in. From £1 a week.</p>"
TYPES = {"json": "application/feed+json", "latin": "application/rss+xml; charset=windows-1252"}


def feed(outlet, items, moment):
    """The bytes of the feed that lists these items, and their content type."""
    make = {"atom": _atom, "reddit": _atom, "github": _atom, "youtube": _youtube, "rdf": _rdf, "json": _json}
    text = make.get(outlet.form, _rss)(outlet, items, moment)
    encoding = "windows-1252" if outlet.form == "latin" else "utf-8"
    return text.encode(encoding, "xmlcharrefreplace"), TYPES.get(outlet.form, "application/xml; charset=utf-8")


def _paragraphs(lines):
    return "".join(f"<p>{escape(line, quote=False)}</p>\n" for line in lines)


def content(outlet, item, moment):
    """The HTML that the feed gives for an item: its article, with what the publishing system puts around it."""
    lines, title, url = item.text_at(moment), escape(item.title), escape(item.url)
    body = _paragraphs(lines)
    match outlet.form:
        case "wordpress":
            return (
                f'<p><em>By {item.author}</em></p>{body}<div class="wp-block-jetpack-subscriptions"><h4>Get new posts'
                " straight to your inbox</h4><p>Type your email…</p><button>Subscribe</button></div>"
                '<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Click to share on Facebook (Opens in'
                ' new window)</a></li><li><a href="#">Click to share on X (Opens in new window)</a></li></ul></div>'
                f'<p>The post <a href="{url}">{title}</a> appeared first on <a href="http://{outlet.host}">'
                f"{escape(outlet.title)}</a>.</p>"
            )
        case "substack":
            half = len(lines) // 2
            widget = (
                f'<div class="subscription-widget-wrap-editor"><div class="preamble"><p>Thanks for reading {title}!'
                " Subscribe for free to receive new posts and support my work.</p></div><form><input"
                ' placeholder="Type your email…"><input type="submit" value="Subscribe"></form></div>'
            )
            return (
                f"{_paragraphs(lines[:half])}{widget}{_paragraphs(lines[half:])}"
                '<p class="button-wrapper"><a class="button primary" href="#"><span>Share this post</span></a></p>'
                '<p class="button-wrapper"><a class="button primary" href="#"><span>Leave a comment</span></a></p>'
            )
        case "ghost":
            return (
                f'{body}<div class="kg-card kg-signup-card"><h2>Sign up for {escape(outlet.title)}</h2><p>Letters about'
                " water, some of them for members only.</p><p>Email sent! Check your inbox to complete your signup."
                "</p><p>No spam. Unsubscribe anytime.</p></div>"
            )
        case "medium":
            return (
                f'{body}<img src="https://medium.example/_/stat?event=post" width="1" height="1" alt=""><hr><p><a'
                f' href="{url}">{title}</a> was originally published in <a href="http://{outlet.host}">Northern Notes'
                "</a> on Medium, where people are continuing the conversation by highlighting and responding to this"
                " story.</p>"
            )
        case "hugo":
            return body if outlet.slug == "ropewalk" else f"<p>{lines[0]}</p>"
        case "mastodon":
            tag = item.place.lower()
            where = f"http://{outlet.host}/tags/{tag}"
            return f'{body}<p><a href="{where}" class="mention hashtag">#<span>{tag}</span></a></p>'
        case "tumblr":
            picture = f'<img src="http://{outlet.host}/{item.place}.jpg"/><br/> <br/>'
            return f'{picture}{body}<p><a href="{url}">View On WordPress</a></p>'
        case "acast":
            return (
                f"{body}<hr><p style='color:grey; font-size:0.75em;'> Hosted on Acast. See <a"
                " href='https://acast.com/privacy'>acast.com/privacy</a> for more information.</p>"
            )
        case "megaphone":
            return (
                f"{body}<p> </p><p>Learn more about your ad choices. Visit <a href='https://megaphone.fm/adchoices'>"
                "megaphone.fm/adchoices</a></p><p>Privacy Policy and California Privacy Notice at"
                " https://art19.example/privacy.</p>"
            )
        case "reddit":
            user = f"/u/{item.author.split()[1].lower()}"
            return (
                f'&#32; submitted by &#32; <a href="https://reddit.example{user}"> {user} </a> <br/> <span><a'
                f' href="https://elsewhere.example/{item.place}">[link]</a></span> &#32; <span><a href="{url}">'
                "[comments]</a></span>"
            )
        case "links":
            return (
                f'<p>Article URL: <a href="{url}">{url}</a></p><p>Comments URL: <a href="http://{outlet.host}/item">'
                f"http://{outlet.host}/item?id={len(item.title) + 4000}</a></p><p>Points: {len(item.title) + 60}</p>"
                f"<p># Comments: {len(item.author)}</p>"
            )
        case "github":
            changes = "".join(f"<li>{line}</li>" for line in lines[1:])
            return (
                f"<p>{lines[0]}</p><h2>What's Changed</h2><ul>{changes}</ul><p><strong>Full Changelog</strong>: <a"
                f' href="{url}">v1.0.0...{item.title}</a></p>'
            )
        case "paywalled":
            return f"<p>{lines[0]}</p>{WALL}"
        case "atom":
            return f"<p>{lines[0]}</p>"
    return body


def _rss(outlet, items, moment):
    def entry(item):
        title = f"<title>{escape(item.title)}</title>" if item.title else ""
        date = f"<pubDate>{format_datetime(item.published)}</pubDate>" if item.published else ""
        html = content(outlet, item, moment)
        if outlet.form in ("wordpress", "substack", "ghost", "medium"):
            body = (
                f"<description>{escape(item.paragraphs[0][:200])}</description>"
                f"<content:encoded><![CDATA[{html}]]></content:encoded>"
            )
        else:
            body = f"<description>{escape(html)}</description>"
        return (
            f'<item>{title}<link>{escape(item.url)}</link><guid isPermaLink="false">{outlet.slug} {escape(item.url)}'
            f"</guid><dc:creator>{item.author}</dc:creator>{date}{body}</item>"
        )

    encoding = "windows-1252" if outlet.form == "latin" else "UTF-8"
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{escape(outlet.title)}</title><link>http://{outlet.host}/</link><description>All of it"
        f"</description>{''.join(map(entry, items))}</channel></rss>"
    )


def _atom(outlet, items, moment):
    kind = "summary" if outlet.form == "atom" else "content"

    def entry(item):
        changed = item.later_at if item.later_at and moment >= item.later_at else item.appears
        return (
            f'<entry><title>{escape(item.title)}</title><id>{escape(item.url)}</id><link href="{escape(item.url)}"/>'
            f"<published>{item.published.isoformat()}</published><updated>{changed.isoformat()}</updated>"
            f'<author><name>{item.author}</name></author><{kind} type="html">{escape(content(outlet, item, moment))}'
            f"</{kind}></entry>"
        )

    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>http://'
        f"{outlet.host}/</id><title>{escape(outlet.title)}</title>{''.join(map(entry, items))}</feed>"
    )


def _youtube(outlet, items, moment):
    def entry(item):
        third = "\n".join(item.paragraphs)
        about = (
            f"{third}\n\nChapters:\n00:00 Intro\n01:4{len(item.place) % 10} {item.place}\n\n"
            "Support us on Patreon: https://patreon.example/harbourtv\nFollow us on Instagram:"
            " https://pictures.example/harbourtv\nSubscribe to the channel: https://harbourtv.example/join"
        )
        return (
            f"<entry><id>yt:video:{item.place}</id><title>{escape(item.title)}</title><link rel='alternate'"
            f" href={quoteattr(item.url)}/><author><name>{outlet.title}</name></author><published>"
            f"{item.published.isoformat()}</published><updated>{item.published.isoformat()}</updated><media:group>"
            f"<media:title>{escape(item.title)}</media:title><media:description>{escape(about)}</media:description>"
            "</media:group></entry>"
        )

    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns:media="http://search.yahoo.com/mrss/"'
        f' xmlns="http://www.w3.org/2005/Atom"><title>{outlet.title}</title><id>yt</id>'
        f"{''.join(map(entry, items))}</feed>"
    )


def _rdf(outlet, items, moment):
    entries = "".join(
        f"<item rdf:about={quoteattr(item.url)}><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        f"<dc:date>{item.published.astimezone(UTC).isoformat()}</dc:date>"
        f"<description>{escape(content(outlet, item, moment))}</description></item>"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel'
        f' rdf:about="http://{outlet.host}/"><title>{outlet.title}</title><link>http://{outlet.host}/</link>'
        f"<description>All</description></channel>{entries}</rdf:RDF>"
    )


def _json(outlet, items, moment):
    listed = [
        {"id": item.url, "url": item.url, "title": item.title, "date_published": item.published.isoformat()}
        | {"authors": [{"name": item.author}], "content_html": content(outlet, item, moment)}
        for item in items
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": outlet.title, "items": listed})


def page(item, moment):
    """Status and HTML of what stands at an item's address."""
    outlet = OUTLETS[item.outlet]
    if outlet.form in ("reddit", "github"):
        return 403, "<html><body><p>Whoa there, pardner! Our network policy has blocked you.</p></body></html>"
    if outlet.form == "youtube":
        return (
            200,
            "<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1></body></html>",
        )
    lines = item.text_at(moment)
    wall = ""
    if outlet.form == "paywalled":
        lines = lines[:1]
        wall = f'<div class="paywall">{WALL}</div>'
    title = escape(item.title or outlet.title)
    return 200, (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - {escape(outlet.title)}</title>'
        f'<meta property="og:title" content="{title}"></head><body><div class="cookie-banner"><p>We use cookies to make'
        ' this site better.</p><button>Accept</button></div><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">'
        f'Sport</a></li><li><a href="/jobs">Jobs</a></li></ul></nav><main><article><h1>{title}</h1><p class="byline">'
        f"By {item.author} | {item.appears:%d %B %Y}</p>{_paragraphs(lines)}{wall}</article><aside><h3>Most read</h3>"
        '<ul><li><a href="/1">Ten bridges to cross this winter</a></li><li><a href="/2">Why gulls prefer chips</a></li>'
        '</ul><p>Read more: <a href="/3">All about the harbour</a></p></aside><form class="newsletter-signup"><p>'
        'Sign up to the morning briefing</p><input type="email"></form></main><footer><p>© 2026 All rights reserved</p>'
        "</footer></body></html>"
    )
