import Spreadsheets

/// The code of a batch: new for every request.
///
/// The run's own random code, random letters of the process, the number of the chunk and, from the
/// second request on, the number of the attempt. Both numbers are durable before the request starts, so
/// that no process uses a code twice, whatever is killed when. The random parts do the rest: the
/// run's keeps a run that was started again after its journal was lost apart from the first, the
/// process's one that goes on from a restored or copied journal.
package enum BatchCode {
  /// Random letters of a process; the longest code stays below the 45 that the vendor takes.
  package static let processCodeLength = 6

  /// Whether `code` was made by this run, by whichever of its processes: the run's random part says
  /// so. Journals of before processes had a part are recognised, too.
  package static func isOfRun(_ run: String, _ code: String?) -> Bool {
    code?.hasPrefix("\(run)-") ?? false
  }

  /// Whether `code` was made by this process of the run.
  package static func isOfProcess(_ process: String, of run: String, _ code: String?) -> Bool {
    code?.hasPrefix("\(run)-\(process)-") ?? false
  }

  /// The run that made `code`, where it has the form of one of ours; a stranger's code may hold
  /// anything and is not repeated.
  package static func runName(in code: String) -> String? {
    guard let run = code.split(separator: "-", omittingEmptySubsequences: false).first,
      run.count < code.count, run.count == RandomSource.runCodeLength,
      run.allSatisfy(RandomSource.isIdentifier)
    else { return nil }
    return String(run)
  }

  /// - Parameters:
  ///   - process: random letters, other ones in every process.
  ///   - attempt: 1 for the first request of the chunk.
  package static func make(run: String, process: String, chunk: Int, attempt: Int) -> String {
    let code = "\(run)-\(process)-\(chunk.zeroPadded(to: 5))"
    return attempt == 1 ? code : "\(code)-\(attempt)"
  }
}
