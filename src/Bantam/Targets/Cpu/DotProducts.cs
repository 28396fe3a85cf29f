using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bantam.Targets.Cpu;

/// <summary>
/// Sums of two products of 16 bits, or of four of unsigned and signed bytes, in each lane. The latter are one instruction where the
/// processor has it (AVX-VNNI). Else the bytes are widened, the even and the odd ones by themselves: the shorter vpmaddubsw saturates
/// at 16 bits.
/// </summary>
internal static class DotProducts
{
    public static Vector128<int> Dot2(Vector128<int> sum, Vector128<int> a, Vector128<int> b) =>
        Sse2.IsSupported ? sum + Sse2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16())
            : sum + (((a << 16) >> 16) * ((b << 16) >> 16)) + ((a >> 16) * (b >> 16));

    public static Vector256<int> Dot2(Vector256<int> sum, Vector256<int> a, Vector256<int> b) =>
        Avx2.IsSupported ? sum + Avx2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16())
            : Vector256.Create(Dot2(sum.GetLower(), a.GetLower(), b.GetLower()), Dot2(sum.GetUpper(), a.GetUpper(), b.GetUpper()));

    public static Vector512<int> Dot2(Vector512<int> sum, Vector512<int> a, Vector512<int> b) =>
        Avx512BW.IsSupported ? sum + Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16())
            : Vector512.Create(Dot2(sum.GetLower(), a.GetLower(), b.GetLower()), Dot2(sum.GetUpper(), a.GetUpper(), b.GetUpper()));

    public static Vector128<int> Dot4(Vector128<int> sum, Vector128<int> unsigned, Vector128<int> signed)
    {
        if (AvxVnni.IsSupported) return AvxVnni.MultiplyWideningAndAdd(sum, unsigned.AsByte(), signed.AsSByte());
        var (u, s) = (unsigned.AsInt16(), signed.AsInt16());
        var even = Dot2(sum, (u & Vector128.Create((short)255)).AsInt32(), ((s << 8) >> 8).AsInt32());
        return Dot2(even, (u >>> 8).AsInt32(), (s >> 8).AsInt32());
    }

    public static Vector256<int> Dot4(Vector256<int> sum, Vector256<int> unsigned, Vector256<int> signed)
    {
        if (AvxVnni.IsSupported) return AvxVnni.MultiplyWideningAndAdd(sum, unsigned.AsByte(), signed.AsSByte());
        var (u, s) = (unsigned.AsInt16(), signed.AsInt16());
        var even = Dot2(sum, (u & Vector256.Create((short)255)).AsInt32(), ((s << 8) >> 8).AsInt32());
        return Dot2(even, (u >>> 8).AsInt32(), (s >> 8).AsInt32());
    }

    public static Vector512<int> Dot4(Vector512<int> sum, Vector512<int> unsigned, Vector512<int> signed) => Vector512.Create(
        Dot4(sum.GetLower(), unsigned.GetLower(), signed.GetLower()), Dot4(sum.GetUpper(), unsigned.GetUpper(), signed.GetUpper()));
}
