// Writes a sheet of invented payees with right check digits: payees COUNT [codes] > payees.csv
// With codes each payee has one of its own in front, and no remark at the end: ten columns either way.
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

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 0;
  int codes = argc > 2 && strcmp(argv[2], "codes") == 0;
  printf("%snome;cpf;banco;agencia;dv agencia;conta;dv conta;tipo conta;valor%s\n",
         codes ? "matricula;" : "", codes ? "" : ";obs");
  for (long number = 0; number < count; number++) {
    char document[12], account[24], name[7], digit;
    const char *bank;
    unsigned branch = 1 + below(9998);
    cpf(document);
    for (int i = 0; i < 6; i++) name[i] = (i ? 'a' : 'A') + below(26);
    name[6] = 0;
    switch (number % 3) {
      case 0:
        bank = "001";
        sprintf(account, "%08u", 10000 + below(99980000));
        digit = mapped(remainder11(account, 8, 9), 'X');
        break;
      case 1:
        bank = "237";
        sprintf(account, "%07u", 10000 + below(9980000));
        digit = mapped(remainder11(account, 7, 7), 'P');
        break;
      default:
        bank = "341";
        sprintf(account, "%04u%05u", branch, 10000 + below(89999));
        digit = luhn(account, 9);
        memmove(account, account + 4, 6);
    }
    if (codes) printf("FUNC-2026-%ld;", number);
    printf("%s %s;%s;%s;%04u;;%s;%c;%s;%u,%02u", number % 2 ? "Luiza Silva" : "João Souza", name,
           document, bank, branch, account, digit, number % 5 ? "CHECKING" : "SAVINGS",
           1 + below(5000), below(100));
    if (codes)
      printf("\n");
    else
      printf(";obs %ld\n", number);
  }
}
