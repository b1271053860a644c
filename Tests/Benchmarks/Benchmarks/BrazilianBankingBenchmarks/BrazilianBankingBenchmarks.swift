import Benchmark
import BrazilianBanking
import CAllocationCount

/// A sample is a thousand checks: its microseconds are the nanoseconds of one.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, allocations], scalingFactor: .kilo,
    maxDuration: .milliseconds(500), maxIterations: 100_000)

  precondition(countsAllocations, "the allocator is not the counting one")
  var samples = Samples()
  let digits = "0123456789"
  let persons = Fields(samples.documents(length: 11, alphabet: digits))
  let companies = Fields(samples.documents(length: 14, alphabet: digits))
  let newCompanies = Fields(
    samples.documents(length: 14, alphabet: digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))

  documentBenchmark("CPF", persons)
  documentBenchmark("CNPJ", companies)
  documentBenchmark("CNPJ with letters", newCompanies)

  let records = Records(documents: persons)
  Benchmark("record: document, bank, branch, account") { benchmark in
    benchmark.startMeasurement()
    let before = allocation_count()
    for index in benchmark.scaledIterations { blackHole(records.check(index)) }
    let count = allocation_count() - before
    benchmark.stopMeasurement()
    benchmark.measurement(allocations, Int(count))
    if count > 0 { benchmark.error("a check allocated") }
  }
}

/// Whether an array that is made shows in the count.
private var countsAllocations: Bool {
  let before = allocation_count()
  blackHole([UInt8](repeating: 1, count: 1_000))
  return allocation_count() > before
}

/// Calls of the allocator during the checks.
let allocations = BenchmarkMetric.custom("Allocations")

/// Reads right documents, one after the other.
func documentBenchmark(_ name: String, _ fields: Fields) {
  Benchmark(name) { benchmark in
    benchmark.startMeasurement()
    let before = allocation_count()
    for index in benchmark.scaledIterations {
      blackHole(
        fields.with(index % Samples.count) { readDocument($0, declared: nil).document != nil })
    }
    let count = allocation_count() - before
    benchmark.stopMeasurement()
    benchmark.measurement(allocations, Int(count))
    if count > 0 { benchmark.error("a check allocated") }
  }
}
