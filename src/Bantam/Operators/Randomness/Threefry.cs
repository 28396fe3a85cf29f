using Bantam.Kernels;

namespace Bantam.Operators.Randomness;

/// <summary>
/// Threefry-2x32 with 20 rounds: two random words from a key of two words and a counter of two, by additions, rotations and exclusive
/// ors only (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011).
/// </summary>
public static class Threefry
{
    private const int Rounds = 20;
    private const uint Parity = 0x1bd11bda;
    private static readonly int[] Rotations = [13, 15, 26, 6, 17, 29, 16, 24];

    /// <summary>The two words as expressions of I32.</summary>
    public static (Expr First, Expr Second) Block((Expr First, Expr Second) key, (Expr First, Expr Second) counter)
    {
        Expr[] keys = [key.First, key.Second, key.First ^ key.Second ^ Constant.Integer((int)Parity)];
        var (x, y) = (counter.First + keys[0], counter.Second + keys[1]);
        for (var round = 0; round < Rounds; round++)
        {
            var rotation = Rotations[round % 8];
            x += y;
            y = ((y << rotation) | (y >>> (32 - rotation))) ^ x;
            if (round % 4 != 3) continue;
            var turn = (round / 4) + 1;
            x += keys[turn % 3];
            y = y + keys[(turn + 1) % 3] + Constant.Integer(turn);
        }

        return (x, y);
    }

    /// <summary>The two words as numbers.</summary>
    public static (uint First, uint Second) Block(uint key0, uint key1, uint counter0, uint counter1)
    {
        var key2 = Parity ^ key0 ^ key1;
        var (x, y) = (counter0 + key0, counter1 + key1);
        Mix(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key1, y + key2 + 1);
        Mix(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key2, y + key0 + 2);
        Mix(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key0, y + key1 + 3);
        Mix(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key1, y + key2 + 4);
        Mix(ref x, ref y, 13, 15, 26, 6);
        return (x + key2, y + key0 + 5);
    }

    private static void Mix(ref uint x, ref uint y, int r0, int r1, int r2, int r3)
    {
        y = uint.RotateLeft(y, r0) ^ (x += y);
        y = uint.RotateLeft(y, r1) ^ (x += y);
        y = uint.RotateLeft(y, r2) ^ (x += y);
        y = uint.RotateLeft(y, r3) ^ (x += y);
    }
}
