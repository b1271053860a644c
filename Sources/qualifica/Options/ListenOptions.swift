import ArgumentParser
import CallbackServer
import Foundation
import VendorHTTP

/// Where callbacks are received and which keys may have signed them.
struct ListenOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("address")],
    help: ArgumentHelp(
      "Receive the API's callbacks on host:port; port 0 lets the system choose.",
      discussion: """
        Without a host it is this machine only: put a proxy that ends TLS in front, since the API \
        calls HTTPS addresses only, and name its address with --notification-url. Only POSTs that \
        are signed with the API key, or with a retired one, are believed.
        """,
      valueName: "address"))
  var listen: String?

  @Option(
    help: ArgumentHelp(
      "File with an API key that is no longer used but signs callbacks; may repeat.",
      discussion: """
        The API signs with the key that created the record. Readable by its owner only. Or \
        QUALIFICA_RETIRED_TOKENS, keys separated by blanks or commas.
        """,
      valueName: "file"))
  var retiredTokenFile: [String] = []

  /// The address where one is asked for.
  ///
  /// - Throws: ``SettingError``.
  func address(_ sources: SettingSources, default fallback: String? = nil) throws -> ListenAddress?
  {
    let address = (try sources.text(.listen, flag: listen) ?? fallback)
      .flatMap { ListenAddress($0) }
    if address == nil, !retiredTokenFile.isEmpty {
      throw SettingError(
        .retiredTokenFile, "it goes with --listen only",
        "vale só com --listen")
    }
    return address
  }

  /// - Throws: ``APITokenError``.
  func retiredTokens(_ sources: SettingSources) throws -> [APIToken] {
    let named =
      retiredTokenFile.isEmpty
      ? try sources.text(.retiredTokenFile).map { [$0] } ?? [] : retiredTokenFile
    let written = ProcessInfo.processInfo.environment["QUALIFICA_RETIRED_TOKENS"] ?? ""
    let tokens =
      try named.map { try APIToken(contentsOfFile: $0) }
      + written.split { $0 == "," || $0.isWhitespace }.map { try APIToken(String($0)) }
    for token in tokens { Terminal.keepSecret(token) }
    return tokens
  }
}
