import Foundation
import BulkEngine
import VendorHTTP

/// Whether the way to the API is encrypted and whom the certificate names.
enum TLSExamination {
  /// Certificates are renewed some weeks before their end; later is a sign that nobody does.
  private static let notice: TimeInterval = 10 * 86_400

  static func of(_ finding: TLSProbe.Finding, now: Date, _ language: Language) -> Examination {
    switch finding {
    case .notUsed:
      return .skipped(
        .tls, language.pick("not used: this machine only", "não usado: só esta máquina"))
    case .trusted(let version, let end):
      let says = language.pick(
        "\(version), certificate until \(day(end))", "\(version), certificado até \(day(end))")
      guard end.timeIntervalSince(now) < notice else { return .ok(.tls, says) }
      return .warning(
        .tls, says,
        todo: language.pick(
          "The certificate ends soon: tell the vendor, or whoever runs the proxy.",
          "O certificado vence logo: avise o fornecedor ou quem mantém o proxy."))
    case .untrusted(let start, let end):
      return untrusted(from: start, until: end, now: now, language)
    case .failed(let reason):
      return .failed(.tls, .unreachable, reason, todo: reach(language))
    }
  }

  /// What to do when nothing is reached.
  static func reach(_ language: Language) -> String {
    language.pick(
      "Check network, firewall, proxy and --base-url.",
      "Confira rede, firewall, proxy e --base-url.")
  }

  private static func untrusted(
    from start: Date, until end: Date, now: Date, _ language: Language
  ) -> Examination {
    if now < start || now > end {
      return .failed(
        .tls, .unreachable,
        language.pick(
          "the certificate is good from \(day(start)) to \(day(end)), and today is \(day(now))",
          "o certificado vale de \(day(start)) a \(day(end)), e hoje é \(day(now))"),
        todo: language.pick(
          "Check the clock of this machine; if it is right, tell whoever runs the server.",
          "Confira o relógio desta máquina; se estiver certo, avise quem mantém o servidor."))
    }
    return .failed(
      .tls, .unreachable,
      language.pick(
        "the certificate is not trusted, or is another host's",
        "o certificado não é confiável, ou é de outro host"),
      todo: language.pick(
        "Check --base-url. Where the network looks into TLS, give its root with --ca-cert FILE.",
        "Confira --base-url. Se a rede inspeciona TLS, informe a raiz dela com --ca-cert ARQUIVO."))
  }

  private static func day(_ date: Date) -> String {
    var times = TimestampText(zone: .gmt)
    return String(times.text(date).prefix(10))
  }
}
