package import BrazilianBanking
import BulkEngine
import Crypto
import Spreadsheets

/// A list of banks of the user's own, as a run remembers it: where it is and what was in it.
///
/// Whether a bank is listed decides findings and what a name or ISPB means, so the list cannot
/// change within a run.
package struct BankListFile: Sendable, Equatable, Codable {
  /// Absolute path.
  package var path: String
  /// Of the content, lower-case hexadecimal.
  package var sha256: String

  package init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }

  /// All 999 codes with names of a kilobyte each fit.
  private static let mostBytes = 1 << 20

  /// Reads a list.
  ///
  /// - Returns: the list, and what identifies it.
  /// - Throws: ``SpreadsheetError`` for a file that cannot be read, ``BankListFileError`` for one
  ///   that is no list of banks.
  package static func read(_ path: String) throws -> (file: BankListFile, banks: BankDirectory) {
    var source = try ByteSource(path: path)
    var buffer = [UInt8](repeating: 0, count: mostBytes + 1)
    let count = try source.read(into: &buffer)
    guard count <= mostBytes else { throw BankListFileError.tooLarge(path: path) }
    let bytes = buffer[..<count]
    do {
      let banks = try BankDirectory(csv: bytes.span)
      let hash = InputHash.hexadecimal(SHA256.hash(data: bytes))
      return (BankListFile(path: path, sha256: hash), banks)
    } catch {
      throw BankListFileError.unreadable(path: path, error)
    }
  }

  /// Reads the list again when a run goes on.
  ///
  /// - Throws: ``BankListFileError`` when it is gone or another one, ``SpreadsheetError``.
  package func reopen() throws -> BankDirectory {
    do {
      let (file, banks) = try Self.read(path)
      guard file == self else { throw BankListFileError.changed(path: path) }
      return banks
    } catch SpreadsheetError.notFound {
      throw BankListFileError.gone(path: path)
    } catch BankListFileError.unreadable, BankListFileError.tooLarge {
      throw BankListFileError.changed(path: path)
    }
  }
}

/// A list of banks that is of no use.
package enum BankListFileError: Error, Equatable {
  /// A line that cannot be read, or a list without a bank.
  case unreadable(path: String, BankListError)
  case tooLarge(path: String)
  /// Another content than the run began with.
  case changed(path: String)
  /// The run began with it and it is not there any more.
  case gone(path: String)
}
