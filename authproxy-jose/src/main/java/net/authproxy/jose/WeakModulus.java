package net.authproxy.jose;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Recognises RSA moduli that are known to be breakable although they are long enough. */
final class WeakModulus {

    private static final int SMALL_PRIME_LIMIT = 1 << 16;
    private static final int FERMAT_STEPS = 100;
    // One round: a product of two large primes fails it all but certainly, and a prime never does.
    private static final int PRIME_CERTAINTY = 1;
    // The generator 65537 and the primes in whose fields ROCA moduli fall into a small subgroup
    // (CVE-2017-15361; Nemec et al., CCS 2017).
    private static final BigInteger ROCA_GENERATOR = BigInteger.valueOf(65537);
    private static final int[] ROCA_PRIMES = {11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157};
    private static final List<BitSet> ROCA_RESIDUES = rocaResidues();
    private static final BigInteger SMALL_PRIMES = productOfOddPrimes();

    private WeakModulus() {}

    /** Why the modulus must not be used, or nothing. */
    static Optional<String> reason(BigInteger modulus) {
        if (!modulus.testBit(0)) {
            return Optional.of("the RSA modulus is even");
        }
        if (!modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE)) {
            return Optional.of("the RSA modulus has a small factor");
        }
        if (isRoca(modulus)) {
            return Optional.of("the RSA key comes from a generator with the ROCA weakness (CVE-2017-15361)");
        }
        if (hasCloseFactors(modulus)) {
            return Optional.of("the RSA modulus has two factors that are too close (CVE-2022-26320)");
        }
        if (modulus.isProbablePrime(PRIME_CERTAINTY)) {
            return Optional.of("the RSA modulus is a prime");
        }
        return Optional.empty();
    }

    private static boolean isRoca(BigInteger modulus) {
        for (int i = 0; i < ROCA_PRIMES.length; i++) {
            int residue = modulus.mod(BigInteger.valueOf(ROCA_PRIMES[i])).intValue();
            if (!ROCA_RESIDUES.get(i).get(residue)) {
                return false;
            }
        }
        return true;
    }

    private static List<BitSet> rocaResidues() {
        List<BitSet> all = new ArrayList<>();
        for (int prime : ROCA_PRIMES) {
            BitSet powers = new BitSet(prime);
            int generator = ROCA_GENERATOR.mod(BigInteger.valueOf(prime)).intValue();
            for (int power = 1; !powers.get(power); power = power * generator % prime) {
                powers.set(power);
            }
            all.add(powers);
        }
        return all;
    }

    private static boolean hasCloseFactors(BigInteger modulus) {
        BigInteger[] root = modulus.sqrtAndRemainder();
        BigInteger middle = root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
        for (int step = 0; step < FERMAT_STEPS; step++) {
            BigInteger square = middle.multiply(middle).subtract(modulus);
            if (square.sqrtAndRemainder()[1].signum() == 0) {
                return true;
            }
            middle = middle.add(BigInteger.ONE);
        }
        return false;
    }

    private static BigInteger productOfOddPrimes() {
        BitSet composite = new BitSet(SMALL_PRIME_LIMIT);
        BigInteger product = BigInteger.ONE;
        for (int candidate = 3; candidate < SMALL_PRIME_LIMIT; candidate += 2) {
            if (composite.get(candidate)) {
                continue;
            }
            product = product.multiply(BigInteger.valueOf(candidate));
            for (long multiple = (long) candidate * candidate; multiple < SMALL_PRIME_LIMIT; multiple += candidate) {
                composite.set((int) multiple);
            }
        }
        return product;
    }
}
