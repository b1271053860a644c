/// Whether a text is an e-mail address in the form DICT accepts, lower case, one `@`.
///
/// Local part ``[a-z0-9.!#$&'*+/=?^_`{|}~-]+``; domain of one or more labels
/// `[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?`, a single one being enough.
func isEmail(_ text: Span<UInt8>) -> Bool {
  var index = 0
  while index < text.count, isLocalCharacter(text[index]) { index += 1 }
  guard index > 0, index < text.count, text[index] == 0x40 else { return false }
  var labelStart = index + 1
  for end in labelStart...text.count where end == text.count || text[end] == 0x2E {
    guard isLabel(text.extracting(labelStart..<end)) else { return false }
    labelStart = end + 1
  }
  return true
}

private func isLocalCharacter(_ byte: UInt8) -> Bool {
  if isLetterOrDigit(byte) { return true }
  switch byte {
  // . ! # $ & ' * + - /
  case 0x2E, 0x21, 0x23, 0x24, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2F: return true
  // = ? ^ _ ` { | } ~
  case 0x3D, 0x3F, 0x5E, 0x5F, 0x60, 0x7B, 0x7C, 0x7D, 0x7E: return true
  default: return false
  }
}

private func isLabel(_ label: Span<UInt8>) -> Bool {
  guard (1...63).contains(label.count), label[0] != 0x2D, label[label.count - 1] != 0x2D else {
    return false
  }
  for index in label.indices where !isLetterOrDigit(label[index]) && label[index] != 0x2D {
    return false
  }
  return true
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  byte &- 0x30 <= 9 || byte &- 0x61 <= 25
}
