import ArgumentParser
import Foundation
import WEpayments

/// Where the API key comes from, never a flag's value, and who is trusted with it.
struct TokenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "File with the API key, readable by its owner only. Or QUALIFICA_TOKEN.", valueName: "file"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "PEM file with certificates to trust besides the system's.",
      discussion: "For a network that looks into TLS. Verification itself is never off.",
      valueName: "file"))
  var caCert: String?

  /// The file of further roots, if one is given.
  func extraRoots(_ sources: SettingSources) -> String? { caCert ?? sources.text("ca-cert") }

  /// - Throws: ``APITokenError``, ``TokenMissing``.
  func token(_ sources: SettingSources) throws -> APIToken {
    let token = try read(sources)
    Terminal.keepSecret(token)
    return token
  }

  /// Keeps the keys of the environment out of all messages, those of the argument parser included:
  /// somebody may type one where no key belongs.
  static func keepSecretsOfEnvironment() {
    let environment = ProcessInfo.processInfo.environment
    let written = ["QUALIFICA_TOKEN", "QUALIFICA_RETIRED_TOKENS"].compactMap { environment[$0] }
    for text in written.flatMap({ $0.split { $0 == "," || $0.isWhitespace } }) {
      if let token = try? APIToken(String(text)) { Terminal.keepSecret(token) }
    }
  }

  private func read(_ sources: SettingSources) throws -> APIToken {
    if let tokenFile { return try APIToken(contentsOfFile: tokenFile) }
    let environment = ProcessInfo.processInfo.environment
    if let text = environment["QUALIFICA_TOKEN"], !text.isEmpty { return try APIToken(text) }
    if let path = sources.text("token-file") { return try APIToken(contentsOfFile: path) }
    throw TokenMissing()
  }

  /// Where the token comes from, for people.
  func source(_ sources: SettingSources) -> String {
    if let tokenFile { return tokenFile }
    let environment = ProcessInfo.processInfo.environment
    if environment["QUALIFICA_TOKEN"]?.isEmpty == false { return "QUALIFICA_TOKEN" }
    return sources.text("token-file") ?? "QUALIFICA_TOKEN"
  }
}

/// Neither `--token-file` nor `QUALIFICA_TOKEN` is given.
struct TokenMissing: Error {}
