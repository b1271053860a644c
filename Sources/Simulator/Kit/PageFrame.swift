/// One page in the shape of a Laravel resource collection: `data`, `links`, `meta`.
struct PageFrame {
  /// 1-based.
  let page: Int
  let perPage: Int
  /// Of all pages.
  let total: Int
  /// Of this page.
  let count: Int
  /// Of the collection, without a query.
  let path: String
  /// The caller's query without `page`, byte for byte.
  let otherParameters: String

  var lastPage: Int { max(1, (total + perPage - 1) / perPage) }

  /// Writes the page; `elements` writes what stands in `data`.
  func write(to writer: inout JSONWriter, _ elements: (inout JSONWriter) -> Void) {
    writer.beginObject()
    writer.array("data", elements)
    writeLinks(to: &writer)
    writeMeta(to: &writer)
    writer.endObject()
  }

  private func writeLinks(to writer: inout JSONWriter) {
    writer.object("links") { writer in
      writeLink("first", page: 1, to: &writer)
      writeLink("last", page: lastPage, to: &writer)
      writeLink("prev", page: page > 1 ? page - 1 : nil, to: &writer)
      writeLink("next", page: page < lastPage ? page + 1 : nil, to: &writer)
    }
  }

  private func writeLink(_ name: String, page: Int?, to writer: inout JSONWriter) {
    let others = otherParameters.isEmpty ? "" : otherParameters + "&"
    writer.member(name, orNull: page.map { "\(path)?\(others)page=\($0)" })
  }

  private func writeMeta(to writer: inout JSONWriter) {
    let start = (page - 1).multipliedClamped(by: perPage)
    writer.object("meta") { writer in
      writer.member("current_page", page)
      writer.member("from", orNull: count == 0 ? nil : start + 1)
      writer.member("last_page", lastPage)
      writer.member("path", path)
      writer.member("per_page", perPage)
      writer.member("to", orNull: count == 0 ? nil : start + count)
      writer.member("total", total)
    }
  }

  /// A query without `page`, byte for byte.
  static func parametersWithoutPage(_ query: String) -> String {
    query.split(separator: "&").filter { !$0.hasPrefix("page=") }.joined(separator: "&")
  }
}

extension Int {
  /// The product, or the largest number there is.
  func multipliedClamped(by factor: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
