/// The layout of JSON text, nil when it is none that is read.
///
/// - Parameter isWhole: `text` is the whole file and not only its beginning.
func jsonShape(of text: Span<UInt8>, isWhole: Bool) -> JSONShape? {
  guard let first = firstNonBlank(in: text) else { return nil }
  return text[first] == 0x5B ? .array : .lines
}
