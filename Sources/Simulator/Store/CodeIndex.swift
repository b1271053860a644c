/// Finds records by `custom_code`: a hash table that holds record indexes only, four bytes a slot;
/// the codes themselves stay where the records are.
struct CodeIndex {
  /// Slots hold index + 1; 0 is empty. The count of slots is a power of two, at most 3/4 full.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)
  private(set) var count = 0

  /// The record whose code is the one sought, nil when there is none.
  ///
  /// - Parameters:
  ///   - code: UTF-8 of the code sought.
  ///   - codeOfRecord: gives the UTF-8 of a record's code.
  func firstRecord(
    withCode code: some Collection<UInt8>, codeOfRecord: (Int) -> ArraySlice<UInt8>
  ) -> Int? {
    var slot = Self.hash(code) & (slots.count - 1)
    while slots[slot] != 0 {
      let record = Int(slots[slot]) - 1
      if codeOfRecord(record).elementsEqual(code) { return record }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a record whose code is not in the index yet.
  mutating func insert(_ record: Int, codeOfRecord: (Int) -> ArraySlice<UInt8>) {
    if (count + 1) * 4 > slots.count * 3 { grow(codeOfRecord) }
    place(UInt32(record + 1), hash: Self.hash(codeOfRecord(record)))
    count += 1
  }

  private mutating func grow(_ codeOfRecord: (Int) -> ArraySlice<UInt8>) {
    let occupied = slots.filter { $0 != 0 }
    slots = Array(repeating: 0, count: slots.count * 2)
    for entry in occupied { place(entry, hash: Self.hash(codeOfRecord(Int(entry) - 1))) }
  }

  private mutating func place(_ entry: UInt32, hash: Int) {
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = entry
  }

  /// FNV-1a, then the finaliser of MurmurHash3: codes often differ in their last digits only, and
  /// FNV alone leaves those close together.
  private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return Int(truncatingIfNeeded: hash ^ (hash >> 33))
  }
}
