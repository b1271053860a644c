import BulkEngine
import Foundation

/// An object of a profile's JSON that knows its place.
struct ProfileObject {
  private let values: [String: Any]
  let place: String
  private let reading: ProfileReading

  init(_ values: [String: Any], _ place: String, _ reading: ProfileReading) {
    (self.values, self.place, self.reading) = (values, place, reading)
  }

  func problem(_ key: String, _ problem: Bilingual) -> ProfileError {
    reading.error(place.isEmpty ? key : "\(place).\(key)", problem)
  }

  private func child(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  /// Refuses keys that mean nothing.
  func know(_ keys: Set<String>) throws(ProfileError) {
    for key in values.keys.sorted() where !keys.contains(key) {
      let nearest = keys.min { EditDistance.letters($0, key) < EditDistance.letters($1, key) } ?? ""
      throw problem(
        key,
        Bilingual(
          "there is no such key; the nearest is \(nearest)",
          "não existe essa chave; a mais parecida é \(nearest)"))
    }
  }

  private func wrong(_ key: String, _ english: String, _ portuguese: String) -> ProfileError {
    problem(
      key,
      values[key] == nil
        ? Bilingual("it is missing", "falta")
        : Bilingual("it is not \(english)", "não é \(portuguese)"))
  }

  func text(_ key: String) throws(ProfileError) -> String {
    guard let text = values[key] as? String else { throw wrong(key, "a text", "um texto") }
    return text
  }

  func optionalText(_ key: String) throws(ProfileError) -> String? {
    values[key] == nil ? nil : try text(key)
  }

  func number(_ key: String) throws(ProfileError) -> Int? {
    guard let value = values[key] else { return nil }
    guard let number = value as? NSNumber,
      number.doubleValue == number.doubleValue.rounded(), abs(number.doubleValue) < 1e9
    else { throw wrong(key, "a whole number", "um número inteiro") }
    return number.intValue
  }

  func flag(_ key: String) throws(ProfileError) -> Bool? {
    guard let value = values[key] else { return nil }
    guard let flag = value as? Bool else { throw wrong(key, "true or false", "true nem false") }
    return flag
  }

  func choice(_ key: String, among names: [String]) throws(ProfileError) -> String {
    let text = try text(key)
    guard names.contains(text) else {
      throw wrong(
        key, "one of " + names.joined(separator: ", "),
        "um destes: " + names.joined(separator: ", "))
    }
    return text
  }

  func optionalChoice(_ key: String, among names: [String]) throws(ProfileError) -> String? {
    values[key] == nil ? nil : try choice(key, among: names)
  }

  func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Value.Type
  ) throws(ProfileError) -> Value where Value.RawValue == String {
    let text = try choice(key, among: Value.allCases.map(\.rawValue))
    guard let value = Value(rawValue: text) else { throw wrong(key, "known", "conhecido") }
    return value
  }

  func optionalChoice<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Value.Type
  ) throws(ProfileError) -> Value? where Value.RawValue == String {
    values[key] == nil ? nil : try choice(key, type)
  }

  func texts(_ key: String) throws(ProfileError) -> [String] {
    guard let value = values[key] else { return [] }
    guard let texts = value as? [String] else {
      throw wrong(key, "a list of texts", "uma lista de textos")
    }
    return texts
  }

  func dictionary(_ key: String) throws(ProfileError) -> [String: String] {
    guard let value = values[key] else { return [:] }
    guard let texts = value as? [String: String] else {
      throw wrong(key, "an object of texts", "um objeto de textos")
    }
    return texts
  }

  func allTexts() throws(ProfileError) -> [String: String] {
    var texts: [String: String] = [:]
    for key in values.keys { texts[key] = try text(key) }
    return texts
  }

  func object(_ key: String) throws(ProfileError) -> ProfileObject {
    guard let object = values[key] as? [String: Any] else {
      throw wrong(key, "an object", "um objeto")
    }
    return ProfileObject(object, child(key), reading)
  }

  func optionalObject(_ key: String) throws(ProfileError) -> ProfileObject? {
    values[key] == nil ? nil : try object(key)
  }

  func objects(_ key: String) throws(ProfileError) -> [(key: String, value: ProfileObject)] {
    guard let object = try optionalObject(key) else { return [] }
    var objects: [(key: String, value: ProfileObject)] = []
    for name in object.values.keys.sorted() { objects.append((name, try object.object(name))) }
    return objects
  }

  func list(_ key: String) throws(ProfileError) -> [ProfileObject] {
    guard let value = values[key] else { return [] }
    guard let list = value as? [[String: Any]] else {
      throw wrong(key, "a list of objects", "uma lista de objetos")
    }
    return list.enumerated().map { ProfileObject($1, child("\(key)[\($0)]"), reading) }
  }

  func lists(_ key: String) throws(ProfileError) -> [[ProfileObject]] {
    guard let value = values[key] else { return [] }
    guard let lists = value as? [[[String: Any]]] else {
      throw wrong(key, "a list of lists of objects", "uma lista de listas de objetos")
    }
    return lists.enumerated().map { row, list in
      list.enumerated().map { ProfileObject($1, child("\(key)[\(row)][\($0)]"), reading) }
    }
  }

  /// The values of `key`, a text or a list of texts.
  func oneOrMore(_ key: String) throws(ProfileError) -> [String] {
    values[key] is String ? [try text(key)] : try texts(key)
  }

  /// Rows of five: name, start, end, picture, default.
  func rows(_ key: String) throws(ProfileError) -> [(String, Int, Int, String, String)] {
    guard let list = values[key] as? [[Any]] else {
      throw wrong(key, "a list of lists", "uma lista de listas")
    }
    var rows: [(String, Int, Int, String, String)] = []
    for row in list {
      guard row.count == 5, let name = row[0] as? String, let start = row[1] as? Int,
        let end = row[2] as? Int, let picture = row[3] as? String, let standard = row[4] as? String
      else {
        throw wrong(
          key, "a list of name, start, end, picture and default",
          "uma lista de nome, início, fim, formato e padrão")
      }
      rows.append((name, start, end, picture, standard))
    }
    return rows
  }

  var keys: [String] { values.keys.sorted() }
}

extension Array {
  /// `map` with an error of one type.
  func map<Value, Failure: Error>(
    throwing transform: (Element) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try transform(element)) }
    return values
  }
}
