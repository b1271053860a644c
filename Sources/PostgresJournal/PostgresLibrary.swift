internal import CLibpq

/// The system's libpq, opened when a journal on a server is first spoken of.
enum PostgresLibrary {
  /// Whether it is installed (Debian: libpq5).
  static var isInstalled: Bool { functions != nil }

  fileprivate static let functions: libpq_functions? = {
    var functions = libpq_functions()
    return unsafe libpq_open(&functions) ? functions : nil
  }()
}

/// The functions of libpq. ``PostgresAddress`` is what everything begins with, and there is none
/// without the library.
var libpq: libpq_functions {
  guard let functions = PostgresLibrary.functions else { preconditionFailure("no libpq") }
  return functions
}
