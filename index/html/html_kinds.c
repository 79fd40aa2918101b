#include <string.h>
#include <strings.h>

#include "index/html/html_parts.h"

static const unsigned char kinds[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_ADDRESS] = KIND_BLOCK,    [GUMBO_TAG_CAPTION] = KIND_BLOCK,
    [GUMBO_TAG_CENTER] = KIND_BLOCK,     [GUMBO_TAG_DD] = KIND_BLOCK,
    [GUMBO_TAG_DETAILS] = KIND_BLOCK,    [GUMBO_TAG_DIV] = KIND_BLOCK,
    [GUMBO_TAG_DL] = KIND_BLOCK,         [GUMBO_TAG_DT] = KIND_BLOCK,
    [GUMBO_TAG_FIELDSET] = KIND_BLOCK,   [GUMBO_TAG_FIGCAPTION] = KIND_BLOCK,
    [GUMBO_TAG_FORM] = KIND_BLOCK,       [GUMBO_TAG_HEADER] = KIND_BLOCK,
    [GUMBO_TAG_HGROUP] = KIND_BLOCK,     [GUMBO_TAG_HR] = KIND_BLOCK,
    [GUMBO_TAG_LEGEND] = KIND_BLOCK,     [GUMBO_TAG_SUMMARY] = KIND_BLOCK,
    [GUMBO_TAG_TBODY] = KIND_BLOCK,      [GUMBO_TAG_TFOOT] = KIND_BLOCK,
    [GUMBO_TAG_THEAD] = KIND_BLOCK,      [GUMBO_TAG_BLOCKQUOTE] = KIND_PARAGRAPH,
    [GUMBO_TAG_FIGURE] = KIND_PARAGRAPH, [GUMBO_TAG_OL] = KIND_PARAGRAPH,
    [GUMBO_TAG_P] = KIND_PARAGRAPH,      [GUMBO_TAG_SECTION] = KIND_PARAGRAPH,
    [GUMBO_TAG_UL] = KIND_PARAGRAPH,     [GUMBO_TAG_H1] = KIND_HEADING,
    [GUMBO_TAG_H2] = KIND_HEADING,       [GUMBO_TAG_H3] = KIND_HEADING,
    [GUMBO_TAG_H4] = KIND_HEADING,       [GUMBO_TAG_H5] = KIND_HEADING,
    [GUMBO_TAG_H6] = KIND_HEADING,       [GUMBO_TAG_LI] = KIND_ITEM,
    [GUMBO_TAG_ARTICLE] = KIND_ARTICLE,  [GUMBO_TAG_MAIN] = KIND_ARTICLE,
    [GUMBO_TAG_TABLE] = KIND_TABLE,      [GUMBO_TAG_TR] = KIND_ROW,
    [GUMBO_TAG_TD] = KIND_CELL,          [GUMBO_TAG_TH] = KIND_CELL,
    [GUMBO_TAG_BR] = KIND_BREAK,         [GUMBO_TAG_IMG] = KIND_IMAGE,
    [GUMBO_TAG_A] = KIND_LINK,           [GUMBO_TAG_PRE] = KIND_PRE,
    [GUMBO_TAG_NAV] = KIND_FURNITURE,    [GUMBO_TAG_ASIDE] = KIND_FURNITURE,
    [GUMBO_TAG_MENU] = KIND_FURNITURE,   [GUMBO_TAG_FOOTER] = KIND_FOOTER,
    [GUMBO_TAG_APPLET] = KIND_UNSEEN,    [GUMBO_TAG_AUDIO] = KIND_UNSEEN,
    [GUMBO_TAG_BUTTON] = KIND_UNSEEN,    [GUMBO_TAG_CANVAS] = KIND_UNSEEN,
    [GUMBO_TAG_DATALIST] = KIND_UNSEEN,  [GUMBO_TAG_FRAMESET] = KIND_UNSEEN,
    [GUMBO_TAG_HEAD] = KIND_UNSEEN,      [GUMBO_TAG_IFRAME] = KIND_UNSEEN,
    [GUMBO_TAG_INPUT] = KIND_UNSEEN,     [GUMBO_TAG_MAP] = KIND_UNSEEN,
    [GUMBO_TAG_MATH] = KIND_UNSEEN,      [GUMBO_TAG_METER] = KIND_UNSEEN,
    [GUMBO_TAG_NOFRAMES] = KIND_UNSEEN,  [GUMBO_TAG_NOSCRIPT] = KIND_UNSEEN,
    [GUMBO_TAG_OBJECT] = KIND_UNSEEN,    [GUMBO_TAG_PROGRESS] = KIND_UNSEEN,
    [GUMBO_TAG_SCRIPT] = KIND_UNSEEN,    [GUMBO_TAG_SELECT] = KIND_UNSEEN,
    [GUMBO_TAG_STYLE] = KIND_UNSEEN,     [GUMBO_TAG_SVG] = KIND_UNSEEN,
    [GUMBO_TAG_TEMPLATE] = KIND_UNSEEN,  [GUMBO_TAG_TEXTAREA] = KIND_UNSEEN,
    [GUMBO_TAG_TITLE] = KIND_UNSEEN,     [GUMBO_TAG_VIDEO] = KIND_UNSEEN,
};

/* "display : none" with any spaces. */
static bool style_hides(const char *style) {
    for (const char *at = style; at && (at = strcasestr(at, "display")); at += 7) {
        const char *value = at + 7 + strspn(at + 7, " :");
        if (strncasecmp(value, "none", 4) == 0)
            return true;
    }
    return false;
}

bool html_is_hidden(const GumboNode *n) {
    return html_attribute(n, "hidden") || style_hides(html_attribute(n, "style"));
}

static bool has_furniture_role(const GumboNode *n) {
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "search",
                                        "menu",       "menubar",       "banner"};
    const char *role = html_attribute(n, "role");
    for (size_t i = 0; role && i < sizeof roles / sizeof roles[0]; i++)
        if (strcasecmp(role, roles[i]) == 0)
            return true;
    return false;
}

/* A link that the page forgot to close is opened again in every block behind it. */
static bool is_forgotten(const GumboNode *n) {
    return n->parse_flags & GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT;
}

enum html_kind html_kind_of(const GumboNode *n, bool in_article) {
    GumboTag tag = n->v.element.tag;
    enum html_kind kind = tag < GUMBO_TAG_LAST ? kinds[tag] : KIND_INLINE;
    if (kind == KIND_LINK)
        return html_attribute(n, "href") && !is_forgotten(n) ? KIND_LINK : KIND_INLINE;
    if (kind == KIND_FOOTER)
        return in_article ? KIND_PARAGRAPH : KIND_FURNITURE;
    if (kind != KIND_UNSEEN && has_furniture_role(n))
        return KIND_FURNITURE;
    return kind;
}
