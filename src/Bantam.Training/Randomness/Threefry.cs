using System.Numerics;

namespace Bantam.Training.Randomness;

/// <summary>
/// Threefry-2x32 with 20 rounds: two random words from a key and a counter, by additions, rotations and exclusive ors only, so every
/// machine gives the same. J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// </summary>
public static class Threefry
{
    private const uint Parity = 0x1BD11BDA;

    /// <summary>The two words of a counter under a key.</summary>
    public static (uint First, uint Second) Block(uint key0, uint key1, uint counter0, uint counter1)
    {
        var key2 = Parity ^ key0 ^ key1;
        var (x, y) = (counter0 + key0, counter1 + key1);
        Four(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key1, y + key2 + 1);
        Four(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key2, y + key0 + 2);
        Four(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key0, y + key1 + 3);
        Four(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key1, y + key2 + 4);
        Four(ref x, ref y, 13, 15, 26, 6);
        return (x + key2, y + key0 + 5);
    }

    private static void Four(ref uint x, ref uint y, int r0, int r1, int r2, int r3)
    {
        x += y;
        y = BitOperations.RotateLeft(y, r0) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, r1) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, r2) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, r3) ^ x;
    }
}
