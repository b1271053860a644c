package import BulkEngine
internal import CLibpq

/// Where a shared journal is: `postgres://user@host:port/database?sslmode=verify-full`.
///
/// The password comes from `PGPASSWORD` or a pass file, as libpq reads them; a URL stands in process
/// lists and shell histories.
package struct PostgresAddress: Sendable, Equatable {
  /// As it was given.
  package let url: String
  /// Host, port and database, for people.
  package let text: String

  /// - Throws: ``PostgresAddressError``.
  package init(_ url: String) throws(PostgresAddressError) {
    guard PostgresLibrary.isInstalled else { throw .libraryIsMissing }
    guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://"),
      let options = Self.options(of: url)
    else { throw .unreadable }
    guard options["password"] == nil, options["sslpassword"] == nil else { throw .holdsPassword }
    self.url = url
    let host = options["host"] ?? options["hostaddr"] ?? "localhost"
    let port = options["port"].map { ":\($0)" } ?? ""
    text = "postgres://\(host)\(port)/\(options["dbname"] ?? "")"
  }

  /// What the URL says; nil where libpq cannot read it.
  private static func options(of url: String) -> [String: String]? {
    guard let first = unsafe libpq.PQconninfoParse(url, nil) else { return nil }
    defer { unsafe libpq.PQconninfoFree(first) }
    var options: [String: String] = [:]
    var option = unsafe first
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe options[String(cString: keyword)] = String(cString: value)
      }
      unsafe option += 1
    }
    return options
  }
}

/// Why an address of a journal is not used.
package enum PostgresAddressError: Error, Sendable, Equatable {
  case unreadable
  case holdsPassword
  /// This machine cannot speak to a PostgreSQL server.
  case libraryIsMissing
}

extension PostgresAddressError: ExplainedError {
  package var explanation: Explanation {
    switch self {
    case .unreadable:
      Explanation(
        Bilingual(
          "The address of the journal is not one of a PostgreSQL server.",
          "O endereço do diário não é o de um servidor PostgreSQL."),
        next: Bilingual(
          "Write it as postgres://user@host/database.",
          "Escreva-o como postgres://usuario@servidor/banco."))
    case .holdsPassword:
      Explanation(
        Bilingual(
          "The address of the journal holds a password, which every user of the machine could read.",
          "O endereço do diário contém uma senha, que qualquer usuário da máquina poderia ler."),
        next: Bilingual(
          "Take it out of the address; put it into ~/.pgpass (mode 0600) or PGPASSWORD.",
          "Retire-a do endereço; guarde-a em ~/.pgpass (modo 0600) ou em PGPASSWORD."))
    case .libraryIsMissing:
      Explanation(
        Bilingual(
          "The library of PostgreSQL, libpq.so.5, is not installed on this machine.",
          "A biblioteca do PostgreSQL, libpq.so.5, não está instalada nesta máquina."),
        next: Bilingual(
          "Install it (Debian: apt install libpq5), or run without --journal.",
          "Instale-a (Debian: apt install libpq5) ou execute sem --journal."))
    }
  }
}
