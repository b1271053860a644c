import PostgresJournal
import QualificaTestKit
import Testing

extension PostgresServer {
  /// A new database with the tables of a shared journal.
  func database() throws -> PostgresAddress {
    let address = try PostgresAddress(newDatabase())
    try PostgresJournal.prepare(at: address)
    return address
  }

  /// The name of a new database with the tables.
  func preparedName() throws -> String {
    let name = try databaseName()
    try PostgresJournal.prepare(at: PostgresAddress(address(of: name)))
    return name
  }

  static let missingServer = Comment(rawValue: missing)
}
