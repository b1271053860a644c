/// The code of a batch: new for every POST.
///
/// The run's own random code, the number of the chunk and, from the second POST on, the number of
/// the attempt. Both numbers are durable before the POST starts, so that no code is used twice,
/// whatever is killed when; the random part keeps a run that was started again after its journal
/// was lost from using the codes of the first.
package enum BatchCode {
  /// Whether `code` was made by this run: its own random part says so.
  package static func isOfRun(_ run: String, _ code: String?) -> Bool {
    code?.hasPrefix("\(run)-") ?? false
  }

  /// - Parameters:
  ///   - attempt: 1 for the first POST of the chunk.
  package static func make(run: String, chunk: Int, attempt: Int) -> String {
    let digits = String(chunk)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return attempt == 1 ? "\(run)-\(padded)" : "\(run)-\(padded)-\(attempt)"
  }
}
