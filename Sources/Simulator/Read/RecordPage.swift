/// One page in the shape of a Laravel resource collection: `data`, `links`, `meta`.
struct RecordPage {
  let query: ListQuery
  let selection: RecordSelection
  /// Of the collection, without a query.
  let path: String
  /// The caller's query without `page`, as it came.
  let otherParameters: String

  /// Rough size of one encoded record, to reserve the buffer once.
  private static let bytesPerRecord = 640

  var lastPage: Int { max(1, (selection.total + query.perPage - 1) / query.perPage) }

  func body(store: RecordStore, clock: StatusClock) -> [UInt8] {
    var writer = JSONWriter(reserving: selection.records.count * Self.bytesPerRecord + 1024)
    var encoder = RecordEncoder(store: store, clock: clock)
    writer.beginObject()
    writer.key("data")
    writer.beginArray()
    for record in selection.records { encoder.write(record, to: &writer) }
    writer.endArray()
    writeLinks(to: &writer)
    writeMeta(to: &writer)
    writer.endObject()
    return writer.bytes
  }

  private func writeLinks(to writer: inout JSONWriter) {
    writer.key("links")
    writer.beginObject()
    writeLink("first", page: 1, to: &writer)
    writeLink("last", page: lastPage, to: &writer)
    writeLink("prev", page: query.page > 1 ? query.page - 1 : nil, to: &writer)
    writeLink("next", page: query.page < lastPage ? query.page + 1 : nil, to: &writer)
    writer.endObject()
  }

  private func writeLink(_ name: String, page: Int?, to writer: inout JSONWriter) {
    writer.key(name)
    guard let page else { return writer.null() }
    let others = otherParameters.isEmpty ? "" : otherParameters + "&"
    writer.value("\(path)?\(others)page=\(page)")
  }

  private func writeMeta(to writer: inout JSONWriter) {
    let start = (query.page - 1).multipliedClamped(by: query.perPage)
    writer.key("meta")
    writer.beginObject()
    writer.key("current_page")
    writer.value(query.page)
    writer.key("from")
    writePosition(start + 1, to: &writer)
    writer.key("last_page")
    writer.value(lastPage)
    writer.key("path")
    writer.value(path)
    writer.key("per_page")
    writer.value(query.perPage)
    writer.key("to")
    writePosition(start + selection.records.count, to: &writer)
    writer.key("total")
    writer.value(selection.total)
    writer.endObject()
  }

  private func writePosition(_ position: @autoclosure () -> Int, to writer: inout JSONWriter) {
    if selection.records.isEmpty { writer.null() } else { writer.value(position()) }
  }
}
