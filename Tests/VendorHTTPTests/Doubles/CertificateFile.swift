import Foundation

/// Calls `body` with the path of a file that holds `pem`.
func withCertificateFile<Value>(
  _ pem: String, _ body: (String) async throws -> Value
) async throws -> Value {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("root-\(UUID().uuidString).pem").path
  try Data((pem + "\n").utf8).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}
