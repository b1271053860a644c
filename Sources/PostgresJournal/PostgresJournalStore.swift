package import BulkEngine

/// The place of one run on a server that several processes share: nobody keeps the others out.
package struct PostgresJournalStore: JournalStore {
  private let address: PostgresAddress
  private let code: String?
  private let terms: PostgresTerms
  private let input: String

  /// - Parameters:
  ///   - code: of the run; nil for one that is to be begun.
  ///   - input: where this machine has the input, empty where it has none.
  package init(
    _ address: PostgresAddress, run code: String?, terms: PostgresTerms, input: String
  ) {
    self.address = address
    self.code = code
    self.terms = terms
    self.input = input
  }

  package func open(_ access: JournalAccess) throws -> any RunJournal {
    PostgresJournal(address, run: code, terms: terms, input: input)
  }

  package func lock() throws -> any RunHold { Shared() }
  package func claim(run code: String) throws -> any RunHold { Shared() }

  /// Claims are of chunks, see ``Claims``.
  private struct Shared: RunHold {}
}
