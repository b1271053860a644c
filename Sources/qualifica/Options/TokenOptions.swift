import ArgumentParser
import Foundation
import WEpayments

/// Where the API key comes from: never a flag's value.
struct TokenOptions: ParsableArguments {
  @Option(help: "File with the API key, readable by its owner only. Or QUALIFICA_TOKEN.")
  var tokenFile: String?

  /// - Throws: ``APITokenError``, ``TokenMissing``.
  func token(_ sources: SettingSources) throws -> APIToken {
    if let tokenFile { return try APIToken(contentsOfFile: tokenFile) }
    let environment = ProcessInfo.processInfo.environment
    if let text = environment["QUALIFICA_TOKEN"], !text.isEmpty { return try APIToken(text) }
    if let path = sources.text("token-file") { return try APIToken(contentsOfFile: path) }
    throw TokenMissing()
  }
}

/// Neither `--token-file` nor `QUALIFICA_TOKEN` is given.
struct TokenMissing: Error {}
