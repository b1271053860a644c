extension ByteBuffer {
  /// Appends `{` and the original members of a JSON row, byte for byte but on one line, for more
  /// members and a `}` to follow:
  ///
  /// - members named in `dropped` are left out;
  /// - a row that is no JSON object becomes one member `source_text` that holds its text;
  /// - a row that was too long to be kept has no members.
  ///
  /// - Returns: whether there is a member, so that a comma has to follow.
  mutating func appendOriginalMembers(
    _ row: Row, of block: borrowing RowBlock, dropping dropped: Set<[UInt8]>
  ) -> Bool {
    append(UInt8(ascii: "{"))
    if row.flags.contains(.tooLong) { return false }
    let raw = block.raw.span.extracting(row.rawRange)
    let start = count
    do throws(JSONFault) {
      if row.flags.contains(.malformed) { throw .malformed(at: 0) }
      return try appendMembers(raw, dropping: dropped)
    } catch {
      truncate(to: start)
      append("\"source_text\":")
      appendJSONString(raw)
      return true
    }
  }

  private mutating func appendMembers(_ raw: Span<UInt8>, dropping dropped: Set<[UInt8]>)
    throws(JSONFault) -> Bool
  {
    var hasMember = false
    var index = try skipBlanks(in: raw, from: 0) + 1
    while true {
      let key = try skipBlanks(in: raw, from: index)
      if raw[key] == UInt8(ascii: "}") { return hasMember }
      guard raw[key] == quoteByte else { throw .malformed(at: key) }
      let keyEnd = try stringEnd(in: raw, at: key)
      let colon = try skipBlanks(in: raw, from: keyEnd)
      let end = try valueEnd(in: raw, at: try skipBlanks(in: raw, from: colon + 1))
      var name = ByteBuffer()
      try name.appendUnescaped(raw, (key + 1)..<(keyEnd - 1))
      if !dropped.contains(name.bytes) {
        if hasMember { append(UInt8(ascii: ",")) }
        appendOnOneLine(raw.extracting(key..<end))
        hasMember = true
      }
      index = try skipBlanks(in: raw, from: end)
      if raw[index] == UInt8(ascii: ",") { index += 1 }
    }
  }

  /// Line ends within JSON are mere blanks: strings hold none.
  private mutating func appendOnOneLine(_ json: Span<UInt8>) {
    for index in json.indices {
      let byte = json[index]
      append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
    }
  }

  /// Appends a member, a comma before it unless it is the first; an empty value becomes `null`.
  mutating func appendMember(
    _ name: String, _ value: Span<UInt8>, isFirst: Bool, isNumber: Bool = false
  ) {
    if !isFirst { append(UInt8(ascii: ",")) }
    appendJSONString(name.utf8.span)
    append(UInt8(ascii: ":"))
    if value.isEmpty {
      append("null")
    } else if isNumber {
      append(value)
    } else {
      appendJSONString(value)
    }
  }
}
