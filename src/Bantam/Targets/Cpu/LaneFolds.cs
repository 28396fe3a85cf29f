using System.Runtime.Intrinsics;

namespace Bantam.Targets.Cpu;

/// <summary>
/// Vectors folded to a scalar by halves, in the order that the numbers contract fixes: of 4 lanes (0+2) + (1+3), and wider ones by
/// adding their upper half to their lower half first.
/// </summary>
internal static class LaneFolds
{
    public static float Add(Vector128<float> v)
    {
        v += Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1));
        return v.ToScalar() + v.GetElement(1);
    }

    public static float Add(Vector256<float> v) => Add(v.GetLower() + v.GetUpper());

    public static float Add(Vector512<float> v) => Add(v.GetLower() + v.GetUpper());

    public static float Mul(Vector128<float> v)
    {
        v *= Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1));
        return v.ToScalar() * v.GetElement(1);
    }

    public static float Mul(Vector256<float> v) => Mul(v.GetLower() * v.GetUpper());

    public static float Mul(Vector512<float> v) => Mul(v.GetLower() * v.GetUpper());

    public static float Max(Vector128<float> v)
    {
        v = Vector128.Max(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(v.ToScalar(), v.GetElement(1));
    }

    public static float Max(Vector256<float> v) => Max(Vector128.Max(v.GetLower(), v.GetUpper()));

    public static float Max(Vector512<float> v) => Max(Vector256.Max(v.GetLower(), v.GetUpper()));

    public static float Min(Vector128<float> v)
    {
        v = Vector128.Min(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        return MathF.Min(v.ToScalar(), v.GetElement(1));
    }

    public static float Min(Vector256<float> v) => Min(Vector128.Min(v.GetLower(), v.GetUpper()));

    public static float Min(Vector512<float> v) => Min(Vector256.Min(v.GetLower(), v.GetUpper()));

    public static int Add(Vector128<int> v) => Vector128.Sum(v);

    public static int Add(Vector256<int> v) => Vector256.Sum(v);

    public static int Add(Vector512<int> v) => Vector512.Sum(v);

    public static int Mul(Vector128<int> v)
    {
        v *= Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1));
        return v.ToScalar() * v.GetElement(1);
    }

    public static int Mul(Vector256<int> v) => Mul(v.GetLower() * v.GetUpper());

    public static int Mul(Vector512<int> v) => Mul(v.GetLower() * v.GetUpper());

    public static int Max(Vector128<int> v)
    {
        v = Vector128.Max(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(v.ToScalar(), v.GetElement(1));
    }

    public static int Max(Vector256<int> v) => Max(Vector128.Max(v.GetLower(), v.GetUpper()));

    public static int Max(Vector512<int> v) => Max(Vector256.Max(v.GetLower(), v.GetUpper()));

    public static int Min(Vector128<int> v)
    {
        v = Vector128.Min(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(v.ToScalar(), v.GetElement(1));
    }

    public static int Min(Vector256<int> v) => Min(Vector128.Min(v.GetLower(), v.GetUpper()));

    public static int Min(Vector512<int> v) => Min(Vector256.Min(v.GetLower(), v.GetUpper()));
}
