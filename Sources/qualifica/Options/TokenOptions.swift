import ArgumentParser
import BulkEngine
import Foundation
import Spreadsheets
import VendorHTTP

/// Where the API key comes from, never a flag's value, and who is trusted with it.
struct TokenOptions: ParsableArguments {
  @Option(
    help: .said(
      "File with the API key, readable by its owner only. Or QUALIFICA_TOKEN.",
      "Arquivo com a chave da API, que só o dono pode ler. Ou QUALIFICA_TOKEN.",
      value: ("file", "arquivo")), completion: .file())
  var tokenFile: String?

  @Option(
    help: .said(
      "PEM file with certificates to trust besides the system's.",
      "Arquivo PEM com certificados confiáveis além dos do sistema.",
      more: (
        "For a network that looks into TLS. Verification itself is never off.",
        "Para redes que inspecionam o TLS. A verificação nunca é desligada."
      ), value: ("file", "arquivo")), completion: .file())
  var caCert: String?

  /// The file of further roots, if one is given.
  ///
  /// - Throws: ``SettingError``.
  func extraRoots(_ sources: SettingSources) throws -> String? {
    try sources.text(.caCert, flag: caCert)
  }

  /// - Throws: ``APITokenError``, ``TokenMissing``.
  func token(_ sources: SettingSources, maySimulate: Bool = false) throws -> APIToken {
    guard let token = try read(sources) else { throw TokenMissing(maySimulate: maySimulate) }
    Terminal.keepSecret(token)
    return token
  }

  /// Keeps the keys of the environment and of the token file out of all messages, those of the
  /// argument parser included: somebody may type one where no key belongs.
  static func keepSecretsOfEnvironment() {
    keepSecretsOfFiles(SystemPath.arguments)
    let environment = ProcessInfo.processInfo.environment
    let written = ["QUALIFICA_TOKEN", "QUALIFICA_RETIRED_TOKENS"].compactMap { environment[$0] }
    for text in written.flatMap({ $0.split { $0 == "," || $0.isWhitespace } }) {
      if let token = try? APIToken(String(text)) { Terminal.keepSecret(token) }
    }
  }

  private static func keepSecretsOfFiles(_ arguments: [String]) {
    let options = ["--token-file", "--retired-token-file"]
    var paths = [ProcessInfo.processInfo.environment["QUALIFICA_TOKEN_FILE"]].compactMap { $0 }
    for (index, argument) in arguments.enumerated() {
      for option in options {
        if argument == option, index + 1 < arguments.count { paths.append(arguments[index + 1]) }
        if argument.hasPrefix(option + "=") {
          paths.append(String(argument.dropFirst(option.count + 1)))
        }
      }
    }
    for path in paths.prefix(mostFiles) {
      if let token = try? APIToken(contentsOfFile: path) { Terminal.keepSecret(token) }
    }
  }

  /// More are not given by anybody.
  private static let mostFiles = 16

  private func read(_ sources: SettingSources) throws -> APIToken? {
    if let tokenFile { return try APIToken(contentsOfFile: tokenFile) }
    let environment = ProcessInfo.processInfo.environment
    if let text = environment["QUALIFICA_TOKEN"], !text.isEmpty { return try APIToken(text) }
    if let path = try sources.text(.tokenFile) { return try APIToken(contentsOfFile: path) }
    return nil
  }

  /// Where the token comes from, for people.
  func source(_ sources: SettingSources) -> String {
    if let tokenFile { return tokenFile }
    let environment = ProcessInfo.processInfo.environment
    if environment["QUALIFICA_TOKEN"]?.isEmpty == false { return "QUALIFICA_TOKEN" }
    return (try? sources.text(.tokenFile)) ?? "QUALIFICA_TOKEN"
  }
}

/// Neither `--token-file` nor `QUALIFICA_TOKEN` is given.
struct TokenMissing: CommandError {
  /// Whether the command could do without a key, at the simulator.
  var maySimulate = false

  var status: ExitStatus { .configuration }

  var explanation: Explanation {
    Explanation(
      Bilingual("There is no API key.", "Falta a chave da API."),
      next: Bilingual(
        "Set QUALIFICA_TOKEN or give --token-file"
          + (maySimulate ? "; to try without one, use --simulate." : "."),
        "Defina QUALIFICA_TOKEN ou use --token-file"
          + (maySimulate ? "; para testar sem chave, use --simulate." : ".")))
  }
}
