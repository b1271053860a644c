/// Texts laid end to end in one buffer, as a reader of files holds them: taking one is two loads.
struct Fields {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  init(_ texts: some Sequence<String>) {
    for text in texts {
      bytes += Array(text.utf8)
      ends.append(bytes.count)
    }
  }

  var count: Int { ends.count - 1 }

  /// Calls `body` with the bytes of the text at `index`.
  @inline(__always)
  func with<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(ends[index]..<ends[index + 1]))
  }
}
