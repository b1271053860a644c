import Foundation
import Testing

/// A `report.html` as a reader and a browser see it.
struct WrittenPage {
  let html: String

  init(html: String) {
    self.html = html
  }

  init(_ desk: Desk, _ run: String) throws {
    html = try desk.folder.text(of: "\(run)/report.html")
  }

  /// Records by status, as the page tells programs.
  var statuses: [String: Int] {
    counts(/<code>([a-z_]+)<\/code><\/th><td class="number"><data value="([0-9]+)">/)
      .filter { statusWords.contains($0.key) }
  }

  /// Findings by stable code, kinds of a code added up.
  var findings: [String: Int] {
    counts(
      /<code>([a-z0-9_]+(?:\.[a-z0-9_]+)?)<\/code><\/th><td class="number"><data value="([0-9]+)">/
    ).filter { !statusWords.contains($0.key) }
  }

  private let statusWords: Set<String> = [
    "ready", "rejected", "duplicate", "refused", "valid", "invalid", "not_verifiable", "pending",
    "awaiting_balance", "in_doubt", "not_sent",
  ]

  private func counts(_ pattern: Regex<(Substring, Substring, Substring)>) -> [String: Int] {
    Dictionary(
      html.matches(of: pattern).map { (String($0.1), Int($0.2) ?? -1) }, uniquingKeysWith: +)
  }

  /// The large numbers at the top, in their order.
  var figures: [Int] {
    let list = html.firstMatch(of: /<ul class="figures">(?s)(.*?)<\/ul>/)?.1 ?? ""
    return list.matches(of: /<data value="([0-9]+)">/).compactMap { Int($0.1) }
  }

  /// What is read, without markup and style.
  var text: String {
    html.replacing(/(?s)<style>.*?<\/style>/, with: "").replacing(/<[^>]+>/, with: " ")
      .replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&#47;", with: "/")
      .replacing(/\s+/, with: " ")
  }

  /// Tags in their order, without attributes: `<p`, `</p`.
  var tags: [String] { html.matches(of: /<\/?[a-zA-Z][a-zA-Z0-9]*/).map { String($0.0) } }

  /// Elements that were not closed in the order in which they were opened.
  var unbalanced: [String] {
    let empty: Set = ["meta", "rect"]
    var open: [String] = []
    for tag in tags {
      let name = tag.trimmingPrefix("<").trimmingPrefix("/").lowercased()
      if empty.contains(name) { continue }
      if !tag.hasPrefix("</") {
        open.append(name)
      } else if open.last == name {
        open.removeLast()
      } else {
        return open + [tag]
      }
    }
    return open
  }
}
