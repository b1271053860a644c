import Mustache

/// The page around a ``PageContent``: one file without scripts and without anything from elsewhere.
enum PageTemplate {
  /// - Throws: `MustacheTemplate.Error` when the template itself is wrong, which the tests exclude.
  static func render(_ content: PageContent) throws -> String {
    MustacheContentTypes.register(PageText(), named: "PAGE")
    return try MustacheTemplate(string: page).render(content)
  }

  private static let page = """
    {{% CONTENT_TYPE: PAGE}}
    <!DOCTYPE html>
    <html lang="{{language}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="robots" content="noindex">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>{{title}} – qualifica</title>
    <style>
    \(PageStyle.sheet)
    </style>
    </head>
    <body>
    <header>
    <p class="kicker">{{kicker}}{{#badge}}<span class="badge {{badgeMood}}">{{badgeText}}</span>{{/badge}}</p>
    <h1><bdi>{{title}}</bdi></h1>
    <dl class="facts">
    {{#facts}}
    <div><dt>{{name}}</dt><dd><bdi>{{fact}}</bdi></dd></div>
    {{/facts}}
    </dl>
    </header>
    <main>
    {{#next}}
    <section class="next {{mood}}" aria-labelledby="next">
    <p class="kicker">{{label}}</p>
    <h2 id="next">{{heading}}</h2>
    {{#paragraphs}}
    <p>{{.}}</p>
    {{/paragraphs}}
    {{#list}}
    <ol>
    {{#steps}}
    <li>{{sentence}}{{#command}}<code>{{.}}</code>{{/command}}</li>
    {{/steps}}
    </ol>
    {{/list}}
    </section>
    {{/next}}
    <ul class="figures">
    {{#figures}}
    <li class="{{mood}}">{{#figure}}<data value="{{plain}}">{{text}}</data>{{/figure}}<span>{{label}}</span>{{#remark}}<small>{{.}}</small>{{/remark}}</li>
    {{/figures}}
    </ul>
    <nav aria-label="{{contents}}"><ul>
    {{#sections}}
    <li><a href="#{{id}}">{{heading}}</a></li>
    {{/sections}}
    </ul></nav>
    {{#sections}}
    <section aria-labelledby="{{id}}">
    <h2 id="{{id}}">{{heading}}</h2>
    {{#caption}}<p class="caption">{{.}}</p>{{/caption}}
    {{{drawing}}}
    {{#table}}\(table){{/table}}
    {{#list}}
    <ul class="lines">
    {{#lines}}
    <li>{{.}}</li>
    {{/lines}}
    </ul>
    {{/list}}
    {{#more}}<p class="more">{{.}}</p>{{/more}}
    {{#details}}
    <details><summary>{{summary}}</summary>
    {{#detailList}}
    <ul class="lines">
    {{#lines}}
    <li>{{.}}</li>
    {{/lines}}
    </ul>
    {{/detailList}}
    {{#detailTable}}\(table){{/detailTable}}
    </details>
    {{/details}}
    {{#files}}
    <ul class="files">
    {{#links}}
    <li><a href="{{href}}"><bdi>{{file}}</bdi></a><span>{{meaning}}</span></li>
    {{/links}}
    </ul>
    {{/files}}
    </section>
    {{/sections}}
    </main>
    <footer><p>{{footer}}</p></footer>
    </body>
    </html>

    """

  private static let table = """
    <div class="wide" tabindex="0" role="group" aria-label="{{tableCaption}}"><table>
    <caption>{{tableCaption}}</caption>
    <thead><tr>{{#columns}}<th scope="col"{{#isNumeric}} class="number"{{/isNumeric}}>{{column}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{#first}}<th scope="row">\(cell)</th>{{/first}}{{#cells}}<td{{#number}} class="number"{{/number}}>\(cell)</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table></div>
    """

  private static let cell = """
    {{#dot}}<i class="dot {{.}}" aria-hidden="true"></i>{{/dot}}{{#number}}<data value="{{.}}">{{text}}</data>{{/number}}{{^number}}<bdi>{{text}}</bdi>{{/number}}{{#small}}<small>{{.}}</small>{{/small}}{{#code}}<code>{{.}}</code>{{/code}}
    """
}

/// Text as HTML shows it: nothing in it is markup, ends a value or turns the direction of reading.
struct PageText: MustacheContentType {
  /// Longer texts are cut: no sentence of ours is.
  static let longest = 2_000

  func escapeText(_ text: String) -> String { Self.escaped(text) }

  /// Scalar by scalar: a sign with an accent upon it ends a value just the same.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    var count = 0
    var isBehindColon = false
    for scalar in text.unicodeScalars {
      count += 1
      guard count <= longest else { return escaped + "…" }
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "`": escaped += "&#96;"
      // So that nothing takes a text for an address that the page would load.
      case "/" where isBehindColon: escaped += "&#47;"
      default: escaped.unicodeScalars.append(isVisible(scalar) ? scalar : " ")
      }
      isBehindColon = scalar == ":"
    }
    return escaped
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: true
    }
  }
}
