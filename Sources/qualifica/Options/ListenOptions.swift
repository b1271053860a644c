import ArgumentParser
import CallbackServer
import Foundation
import VendorHTTP

/// Where callbacks are received and which keys may have signed them.
struct ListenOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("address")],
    help: .said(
      "Receive the API's callbacks on host:port; port 0 lets the system choose.",
      "Recebe os callbacks da API em servidor:porta; com a porta 0 o sistema escolhe.",
      more: (
        """
        Without a host it is this machine only: put a proxy that ends TLS in front, since the API \
        calls HTTPS addresses only, and name its address with --notification-url. Only POSTs that \
        are signed with the API key, or with a retired one, are believed.
        """,
        """
        Sem servidor, vale só esta máquina: ponha à frente um proxy que termine o TLS, pois a API só \
        chama endereços HTTPS, e informe o endereço dele com --notification-url. Só valem POSTs \
        assinados com a chave da API ou com uma chave antiga.
        """
      ), value: ("address", "endereço")))
  var listen: String?

  @Option(
    help: .said(
      "File with an API key that is no longer used but signs callbacks; may repeat.",
      "Arquivo com uma chave da API que já não é usada mas assina callbacks; pode repetir.",
      more: (
        """
        The API signs with the key that created the record. Readable by its owner only. Or \
        QUALIFICA_RETIRED_TOKENS, keys separated by blanks or commas.
        """,
        """
        A API assina com a chave que criou o registro. Só o dono pode ler o arquivo. Ou \
        QUALIFICA_RETIRED_TOKENS, com chaves separadas por espaços ou vírgulas.
        """
      ), value: ("file", "arquivo")), completion: .file())
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
