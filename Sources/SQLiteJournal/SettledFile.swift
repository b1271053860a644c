internal import Foundation
import Glibc
import Spreadsheets

/// A database that nobody writes and that stands where nothing can be written, such as on a read-only disk.
///
/// SQLite reads a database in WAL mode through files that it makes beside it, and cannot where none can be
/// made; as an immutable one it reads the file alone.
enum SettledFile {
  /// The address under which SQLite opens the file at `path` as an immutable one.
  ///
  /// - Returns: nil where something can be written beside it, and where a log stands there, whose entries
  ///   would be missed.
  static func address(_ path: String) -> String? {
    let absolute = SystemPath.absolute(path)
    let folder = SystemPath.plain(SystemPath.folder(of: absolute))
    guard unsafe access(folder, W_OK) != 0 else { return nil }
    let log = absolute + "-wal"
    guard !SystemPath.exists(log) || (try? SystemPath.status(of: log).size) == 0 else { return nil }
    let plain = SystemPath.bytes(of: absolute).map { byte in
      isPlain(byte)
        ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "file:\(plain.joined())?immutable=1"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
