// Writes a sheet of invented payees: payees COUNT [codes | export] > payees.csv
//
// codes: each payee has one of its own in front, and no remark at the end: ten columns either way.
// export: as payroll systems write it. Windows-1252, CRLF, the bank's code with its name and the account with
// its digit in one cell, so that every row has two repairs; one row in fifty is rejected, by the digit of its
// account or that of its document.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252u;

static unsigned below(unsigned limit) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state % limit;
}

static void cpf(char *text) {
  for (int place = 0; place < 9; place++) text[place] = '0' + below(10);
  for (int place = 9; place < 11; place++) {
    int sum = 0;
    for (int i = 0; i < place; i++) sum += (text[i] - '0') * (place + 1 - i);
    text[place] = sum % 11 < 2 ? '0' : '0' + 11 - sum % 11;
  }
  text[11] = 0;
}

// Weights from the right, 2 up to `last`, then 2 again.
static int remainder11(const char *digits, int count, int last) {
  int sum = 0, weight = 2;
  for (int i = count - 1; i >= 0; i--) {
    sum += (digits[i] - '0') * weight;
    weight = weight == last ? 2 : weight + 1;
  }
  return 11 - sum % 11;
}

static char luhn(const char *digits, int count) {
  int sum = 0;
  for (int i = count - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
    int product = (digits[i] - '0') * factor;
    sum += product / 10 + product % 10;
  }
  return '0' + (10 - sum % 10) % 10;
}

static char mapped(int value, char ten) {
  return value == 10 ? ten : value == 11 ? '0' : '0' + value;
}

struct bank {
  const char *code, *name;
};
static const struct bank banks[] = {
    {"001", "Banco do Brasil S.A."}, {"237", "Bradesco"}, {"341", "Ita\xFA Unibanco"}};

static char wrong(char digit) { return digit == '9' ? '0' : digit >= '0' && digit < '9' ? digit + 1 : '1'; }

static void print_row(long number, const char *name, const char *document, unsigned branch,
                      const char *account, char digit, const char *layout) {
  const struct bank *bank = &banks[number % 3];
  const char *type = number % 5 ? "CHECKING" : "SAVINGS";
  int is_export = strcmp(layout, "export") == 0, has_codes = strcmp(layout, "codes") == 0;
  if (has_codes) printf("FUNC-2026-%ld;", number);
  printf("%s %s;%s;", number % 2 ? "Luiza Silva" : is_export ? "Jo\xE3o Souza" : "João Souza", name, document);
  if (is_export)
    printf("%s - %s;%04u;%s-%c;", bank->code, bank->name, branch, account, digit);
  else
    printf("%s;%04u;;%s;%c;", bank->code, branch, account, digit);
  printf("%s;%u,%02u", type, 1 + below(5000), below(100));
  if (!has_codes) printf(";obs %ld", number);
  printf(is_export ? "\r\n" : "\n");
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 0;
  const char *layout = argc > 2 ? argv[2] : "";
  int is_export = strcmp(layout, "export") == 0;
  if (is_export)
    printf("Nome;CPF;Banco;Ag\xEAncia;Conta;Tipo de conta;Valor;Obs\r\n");
  else
    printf("%snome;cpf;banco;agencia;dv agencia;conta;dv conta;tipo conta;valor%s\n",
           *layout ? "matricula;" : "", *layout ? "" : ";obs");
  for (long number = 0; number < count; number++) {
    char document[12], account[24], name[7], digit;
    unsigned branch = 1 + below(9998);
    cpf(document);
    for (int i = 0; i < 6; i++) name[i] = (i ? 'a' : 'A') + below(26);
    name[6] = 0;
    switch (number % 3) {
      case 0:
        sprintf(account, "%08u", 10000 + below(99980000));
        digit = mapped(remainder11(account, 8, 9), 'X');
        break;
      case 1:
        sprintf(account, "%07u", 10000 + below(9980000));
        digit = mapped(remainder11(account, 7, 7), 'P');
        break;
      default:
        sprintf(account, "%04u%05u", branch, 10000 + below(89999));
        digit = luhn(account, 9);
        memmove(account, account + 4, 6);
    }
    if (is_export && number % 50 == 49) {
      if (number % 100 == 49)
        digit = wrong(digit);
      else
        document[10] = wrong(document[10]);
    }
    print_row(number, name, document, branch, account, digit, layout);
  }
}
