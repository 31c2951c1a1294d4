#!/usr/bin/env perl
# The families' expressions over every text, one after the other; the checksum as code.
use strict;
use warnings;

my (@families, %expression);
open my $file, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
while (<$file>) {
  chomp;
  my ($family, $expression) = split /\t/, $_, 2;
  push @families, $family;
  $expression{$family} = qr/$expression/a;
}

sub passes_luhn {
  my ($sum, $second) = (0, 0);
  for my $digit (reverse $_[0] =~ /[0-9]/g) {
    $sum += $second ? $digit * 2 - ($digit > 4 ? 9 : 0) : $digit;
    $second = !$second;
  }
  return $sum % 10 == 0;
}

sub redact {
  my ($text) = @_;
  for my $family (@families) {
    if ($family eq 'CREDIT_CARD') {
      $text =~ s/($expression{$family})/passes_luhn($1) ? "<$family>" : $1/ge;
    } else {
      $text =~ s/$expression{$family}/<$family>/g;
    }
  }
  return $text;
}

while (<STDIN>) {
  s/("text":")((?:[^"\\]|\\.)*)/$1 . redact($2)/ge;
  print;
}
