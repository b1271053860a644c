/// The bare arrays of `{id, name}` that services and statuses answer with.
enum NamedList {
  static func services() -> [UInt8] {
    body(Array(QualificationService.identifiers), name: QualificationService.name(of:))
  }

  /// The documents give the status list paging parameters and do not say what they do to its shape;
  /// here they cut the bare array.
  static func statuses(page: Int?, perPage: Int?) -> [UInt8] {
    let all = QualificationStatus.documented
    guard let perPage, perPage > 0 else { return body(all, name: QualificationStatus.name(of:)) }
    let skipped = min(all.count, (max(1, page ?? 1) - 1).multipliedClamped(by: perPage))
    return body(
      Array(all.dropFirst(skipped).prefix(perPage)), name: QualificationStatus.name(of:))
  }

  private static func body(_ identifiers: [Int], name: (Int) -> String) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for identifier in identifiers {
      writer.beginObject()
      writer.key("id")
      writer.value(identifier)
      writer.key("name")
      writer.value(name(identifier))
      writer.endObject()
    }
    writer.endArray()
    return writer.bytes
  }
}

extension Int {
  /// The product, or the largest number there is.
  func multipliedClamped(by factor: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
