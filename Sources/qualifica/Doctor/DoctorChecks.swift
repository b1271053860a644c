import BulkEngine
import Foundation
import Spreadsheets
import VendorHTTP

/// The API key: there, private, and of a likely shape. Nothing of it is shown.
enum TokenCheck {
  /// - Parameter source: where it came from.
  static func of(_ token: APIToken, from source: String, _ language: Language) -> DoctorCheck {
    switch token.shape {
    case .plausible:
      .ok(.token, language.pick("from \(source)", "de \(source)"))
    case .short:
      .warning(
        .token, language.pick("from \(source), very short", "de \(source), muito curta"),
        todo: language.pick(
          "Compare it with the key that the dashboard showed when it was made.",
          "Compare com a chave que o painel mostrou quando foi criada."))
    case .login:
      .warning(
        .token,
        language.pick(
          "from \(source), a login token: good for five minutes",
          "de \(source), um token de login: vale cinco minutos"),
        todo: language.pick(
          "Make an API key for an API user in the dashboard.",
          "Crie no painel uma chave de API para um usuário de API."))
    }
  }
}

/// Which API is meant and by which way it is reached.
enum AddressCheck {
  static func of(
    _ endpoint: Endpoint, environment: String, _ language: Language
  ) -> DoctorCheck {
    guard environment == Endpoint.Environment.production.rawValue else {
      return .ok(.address, "\(endpoint) (\(environment))")
    }
    return .ok(
      .address,
      language.pick("\(endpoint) (production: real money)", "\(endpoint) (produção: dinheiro real)")
    )
  }

  /// - Parameter proxy: host and port, or nil.
  static func ofProxy(_ proxy: String?, _ language: Language) -> DoctorCheck {
    .ok(
      .proxy,
      proxy.map { language.pick("through \($0)", "por \($0)") }
        ?? language.pick("none for this address", "nenhum para este endereço"))
  }
}

/// Whether the way to the API is encrypted and whom the certificate names.
enum TLSCheck {
  /// Certificates are renewed some weeks before their end; later is a sign that this is not done.
  private static let notice: TimeInterval = 10 * 86_400

  static func of(_ finding: TLSProbe.Finding, now: Date, _ language: Language) -> DoctorCheck {
    switch finding {
    case .notUsed:
      return .skipped(
        .tls, language.pick("not used: this machine only", "não usado: só esta máquina"))
    case .trusted(let version, let end):
      let says = language.pick(
        "\(version), certificate until \(language.day(end))",
        "\(version), certificado até \(language.day(end))")
      guard end.timeIntervalSince(now) < notice else { return .ok(.tls, says) }
      return .warning(
        .tls, says,
        todo: language.pick(
          "The certificate ends soon: tell the vendor, or whoever runs the proxy.",
          "O certificado vence logo: avise o fornecedor ou quem mantém o proxy."))
    case .untrusted(let start, let end):
      return untrusted(from: start, until: end, now: now, language)
    case .failed(let reason):
      return .failed(
        .tls, .unreachable, ForeignReason.text(reason, language), todo: reach(language))
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
  ) -> DoctorCheck {
    if now < start || now > end {
      return .failed(
        .tls, .unreachable,
        language.pick(
          "the certificate is good from \(language.day(start)) to \(language.day(end)), and today is "
            + language.day(now),
          "o certificado vale de \(language.day(start)) a \(language.day(end)), e hoje é "
            + language.day(now)),
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
}

/// Whether this machine and the API agree on the time of day.
enum ClockCheck {
  /// Times in the journal and the search for records by day bear this much.
  private static let tolerance: TimeInterval = 120

  /// - Parameter header: the value of `Date`, if the API answered and gave one.
  static func of(_ header: String?, now: Date, _ language: Language) -> DoctorCheck {
    let here = language.moment(now)
    guard let header, let there = RetryAfter.date(header) else {
      return .skipped(
        .clock, language.pick("\(here); the API told no time", "\(here); a API não informou a hora")
      )
    }
    let seconds = Int(now.timeIntervalSince(there).rounded())
    guard abs(now.timeIntervalSince(there)) > tolerance else {
      return .ok(
        .clock, language.pick("\(here), as at the API", "\(here), igual à da API"))
    }
    let amount = DurationWords.text(.seconds(abs(seconds)))
    return .warning(
      .clock,
      seconds > 0
        ? language.pick(
          "\(here), \(amount) ahead of the API", "\(here), \(amount) adiantado em relação à API")
        : language.pick(
          "\(here), \(amount) behind the API", "\(here), \(amount) atrasado em relação à API"),
      todo: language.pick(
        "Set the clock, for example with chrony or systemd-timesyncd.",
        "Acerte o relógio, por exemplo com chrony ou systemd-timesyncd."))
  }
}

/// Whether a run folder could be made here: space, a private folder, a lock, a journal that works.
enum DiskCheck {
  /// Below this a run of some ten thousand records may not fit.
  private static let littleSpace: Int64 = 200 << 20

  /// Tries it in a folder of its own inside `parent`, which is removed again.
  static func of(_ parent: String, _ language: Language) async -> DoctorCheck {
    let name = ".qualifica-doctor-\(RandomSource.system.identifier(length: 8))"
    let folder = "\(parent)/\(name)"
    defer { try? FileManager.default.removeItem(atPath: SystemPath.plain(folder)) }
    do {
      try createPrivateFolder(at: folder)
      let place = RunFolder(path: folder)
      let lock = try place.store.lock()
      try await tryJournal(in: place)
      withExtendedLifetime(lock) {}
      return space(freeBytes(folder), parent, language)
    } catch {
      return .failed(.disk, error, language)
    }
  }

  private static func tryJournal(in place: RunFolder) async throws {
    let journal = try place.store.open(.readWrite)
    try await journal.note(JournalEvent(at: Date(), kind: "doctor", evidence: ""))
    guard try await place.store.open(.readOnly).events().count == 1 else {
      throw JournalError.damaged(
        path: place.journalPath, reason: "what was written is not there")
    }
  }

  private static func freeBytes(_ folder: String) -> Int64? {
    let attributes = try? FileManager.default.attributesOfFileSystem(
      forPath: SystemPath.plain(folder))
    return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
  }

  static func space(_ free: Int64?, _ folder: String, _ language: Language) -> DoctorCheck {
    guard let free else {
      return .ok(
        .disk, language.pick("\(folder) takes a journal", "\(folder) aceita um diário"))
    }
    let room = language.size(free)
    let says = language.pick(
      "\(folder) takes a journal; \(room) free", "\(folder) aceita um diário; \(room) livres")
    guard free < littleSpace else { return .ok(.disk, says) }
    return .warning(
      .disk, says,
      todo: language.pick(
        "Make room: a run needs about twice the size of its input.",
        "Libere espaço: uma execução precisa de cerca do dobro do tamanho do arquivo."))
  }
}
