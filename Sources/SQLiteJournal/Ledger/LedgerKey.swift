internal import BulkEngine
import Spreadsheets

/// The key of a ledger: 256 random bits in a file of mode 0600 beside it, made once.
struct LedgerKey: Sendable {
  let bytes: [UInt8]

  /// Beside `ledger.sqlite` it is `ledger.key`.
  static func path(besideLedger path: String) -> String {
    let name = SystemPath.name(of: path)
    let ending = SystemPath.fileExtension(of: name)
    let folder = SystemPath.folder(of: path)
    let stem = ending.isEmpty || ending == "key" ? name : SystemPath.stem(of: name)
    return "\(folder == "/" ? "" : folder)/\(stem).key"
  }

  private static let byteCount = 32

  /// Reads the key.
  ///
  /// - Parameter ledger: path of the ledger, for errors.
  /// - Throws: ``LedgerError``.
  init(besideLedger ledger: String) throws {
    let path = Self.path(besideLedger: ledger)
    let file: SmallFile
    do throws(SmallFileError) {
      file = try SmallFile(path: path, limit: 4_096)
    } catch {
      throw error == .notFound
        ? LedgerError.keyMissing(path: ledger) : LedgerError.keyWrong(path: ledger)
    }
    guard file.permissions & 0o004 == 0 else { throw LedgerError.keyExposed(path: ledger) }
    let digits = file.bytes.prefix { $0 != 0x0A }
    guard digits.count == 2 * Self.byteCount,
      file.bytes.count - digits.count <= 1,
      let bytes = Self.bytes(of: digits)
    else { throw LedgerError.keyWrong(path: ledger) }
    self.bytes = bytes
  }

  private static func bytes(of digits: ArraySlice<UInt8>) -> [UInt8]? {
    let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard values.count == digits.count else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }

  /// Makes the key beside `ledger` unless one is there; another process may do so at the same time.
  ///
  /// - Throws: ``LedgerError``, or why the file cannot be made.
  static func make(besideLedger ledger: String) throws {
    let path = path(besideLedger: ledger)
    guard EntryStatus.of(path) == nil else { return }
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let text = InputHash.hexadecimal(bytes) + "\n"
    try PrivateFile.install(Array(text.utf8), at: path)
  }

  var seal: LedgerSeal { LedgerSeal(key: bytes) }
}
