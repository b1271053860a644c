package import BulkEngine
import Foundation
import Spreadsheets

/// The API key. It never shows itself: printing, debugging and mirroring give `<redacted>`.
package struct APIToken: Sendable, Equatable {
  /// Longest accepted token in bytes; far above a dashboard key or a JWT.
  package static let longestLength = 8192

  private let secret: String

  /// Takes the token from a setting such as the environment; one trailing line end is dropped.
  ///
  /// - Throws: ``APITokenError``.
  package init(_ text: String) throws(APITokenError) {
    try self.init(bytes: Array(text.utf8))
  }

  /// - Throws: ``APITokenError``.
  init(bytes: [UInt8]) throws(APITokenError) {
    let token = Self.withoutLineEnd(bytes)
    guard !token.isEmpty else { throw .empty }
    guard token.count <= Self.longestLength else { throw .tooLong }
    guard token.allSatisfy(Self.isVisibleASCII) else { throw .hasForbiddenCharacters }
    secret = String(decoding: token, as: UTF8.self)
  }

  /// How the token stands in the header `Authorization`.
  package enum Scheme: Sendable {
    /// RFC 6750.
    case bearer
    /// As a user name without a password (RFC 7617).
    case basic
  }

  /// Value of the header `Authorization`.
  package func authorization(_ scheme: Scheme) -> String {
    switch scheme {
    case .bearer: "Bearer \(secret)"
    case .basic: "Basic \(Data("\(secret):".utf8).base64EncodedString())"
    }
  }

  /// The secret itself, for signatures.
  var bytes: [UInt8] { Array(secret.utf8) }

  private static func withoutLineEnd(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var token = bytes[...]
    if token.last == UInt8(ascii: "\n") { token.removeLast() }
    if token.last == UInt8(ascii: "\r") { token.removeLast() }
    return token
  }

  /// Characters that a header value can carry without quoting or folding.
  private static func isVisibleASCII(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
}

extension APIToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why there is no usable token; the sentences hold nothing of it.
package enum APITokenError: ExplainedError, Sendable, Equatable {
  case empty
  case tooLong
  case hasForbiddenCharacters
  case unreadableFile(path: String)
  /// A pipe, a device or a folder.
  case notAFile(path: String)
  /// `mode` holds the permission bits found.
  case openFile(path: String, mode: Int)

  /// What is wrong and what to do.
  package var explanation: Explanation {
    switch self {
    case .empty:
      Explanation(
        Bilingual(
          "The API token is empty.",
          "A chave da API está vazia."),
        next: Bilingual(
          "Give the key created in the vendor's dashboard.",
          "Use a chave criada no painel do fornecedor."))
    case .tooLong:
      Explanation(
        Bilingual(
          "The API token is longer than \(APIToken.longestLength) bytes and is no API key.",
          "A chave da API tem mais de \(APIToken.longestLength) bytes: isto não é uma chave de API."
        ),
        next: Bilingual(
          "Give the key created in the vendor's dashboard.",
          "Use a chave criada no painel do fornecedor."))
    case .hasForbiddenCharacters:
      Explanation(
        Bilingual(
          "The API token has blanks, line breaks or other characters no key has.",
          "A chave da API tem espaços, quebras de linha ou outros caracteres que nenhuma chave "
            + "tem."),
        next: Bilingual(
          "Copy it again.",
          "Copie-a de novo."))
    case .unreadableFile(let path):
      Explanation(
        Bilingual(
          "The token file \(path) cannot be read.",
          "O arquivo de chave \(path) não pode ser lido."),
        next: Bilingual(
          "Check its path and permissions.",
          "Confira o caminho e as permissões."))
    case .notAFile(let path):
      Explanation(
        Bilingual(
          "The token file \(path) is a pipe, a device or a folder.",
          "O arquivo de chave \(path) é um pipe, um dispositivo ou uma pasta."),
        next: Bilingual(
          "Give a regular file of mode 600.",
          "Informe um arquivo comum de modo 600."))
    case .openFile(let path, let mode):
      Explanation(
        Bilingual(
          "The token file \(path) has mode \(String(mode, radix: 8)) and others may read it.",
          "O arquivo de chave \(path) tem modo \(String(mode, radix: 8)) e outros podem "
            + "lê-lo."),
        next: Bilingual(
          "Run: chmod 600 \(path)",
          "Execute: chmod 600 \(path)"))
    }
  }
}

/// What an API key looks like, told without showing anything of it.
package enum TokenShape: Sendable, Equatable {
  case plausible
  /// Shorter than any key that a dashboard makes.
  case short
  /// A token of a login: the vendor's are good for five minutes, for trying by hand.
  case login
}

extension APIToken {
  private static let shortestKey = 16

  /// A guess; the API has the last word.
  package var shape: TokenShape {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count == 3, bytes.starts(with: Array("eyJ".utf8)) { return .login }
    return bytes.count < Self.shortestKey ? .short : .plausible
  }
}

extension APIToken {
  /// Reads the token from a file that only its owner may read.
  ///
  /// The permissions are those of the file that was opened, so neither a symbolic link nor an
  /// exchange of the file in between deceives the check. A byte order mark, which some editors
  /// write, is no part of the token.
  ///
  /// - Throws: ``APITokenError``.
  package init(contentsOfFile path: String) throws(APITokenError) {
    let file: SmallFile
    do throws(SmallFileError) {
      file = try SmallFile(path: path, limit: Self.longestFile)
    } catch {
      switch error {
      case .notARegularFile: throw .notAFile(path: path)
      case .tooLarge: throw .tooLong
      case .notFound, .unreadable: throw .unreadableFile(path: path)
      }
    }
    guard file.permissions & 0o077 == 0 else {
      throw .openFile(path: path, mode: file.permissions)
    }
    let hasMark = file.bytes.starts(with: Self.byteOrderMark)
    try self.init(bytes: Array(file.bytes.dropFirst(hasMark ? Self.byteOrderMark.count : 0)))
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// A token with byte order mark and line end.
  private static let longestFile = longestLength + 5
}
