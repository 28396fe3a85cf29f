using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bantam.Targets.Cpu;

/// <summary>
/// Sums of four products of unsigned and signed bytes in each lane: one instruction where the processor has it (AVX-VNNI). Else the
/// bytes are widened, the even and the odd ones by themselves: the shorter vpmaddubsw saturates at 16 bits.
/// </summary>
internal static class DotProducts
{
    public static Vector128<int> Dot4(Vector128<int> sum, Vector128<int> unsigned, Vector128<int> signed)
    {
        if (AvxVnni.IsSupported) return AvxVnni.MultiplyWideningAndAdd(sum, unsigned.AsByte(), signed.AsSByte());
        if (!Sse2.IsSupported)
        {
            for (var shift = 0; shift < 32; shift += 8) sum += ((unsigned >>> shift) & Vector128.Create(255)) * ((signed << (24 - shift)) >> 24);
            return sum;
        }

        var (u, s) = (unsigned.AsInt16(), signed.AsInt16());
        var even = Sse2.MultiplyAddAdjacent(u & Vector128.Create((short)255), (s << 8) >> 8);
        return sum + even + Sse2.MultiplyAddAdjacent(u >>> 8, s >> 8);
    }

    public static Vector256<int> Dot4(Vector256<int> sum, Vector256<int> unsigned, Vector256<int> signed)
    {
        if (AvxVnni.IsSupported) return AvxVnni.MultiplyWideningAndAdd(sum, unsigned.AsByte(), signed.AsSByte());
        if (!Avx2.IsSupported)
        {
            return Vector256.Create(
                Dot4(sum.GetLower(), unsigned.GetLower(), signed.GetLower()), Dot4(sum.GetUpper(), unsigned.GetUpper(), signed.GetUpper()));
        }

        var (u, s) = (unsigned.AsInt16(), signed.AsInt16());
        var even = Avx2.MultiplyAddAdjacent(u & Vector256.Create((short)255), (s << 8) >> 8);
        return sum + even + Avx2.MultiplyAddAdjacent(u >>> 8, s >> 8);
    }

    public static Vector512<int> Dot4(Vector512<int> sum, Vector512<int> unsigned, Vector512<int> signed)
    {
        if (AvxVnni.IsSupported || !Avx512BW.IsSupported)
        {
            return Vector512.Create(
                Dot4(sum.GetLower(), unsigned.GetLower(), signed.GetLower()), Dot4(sum.GetUpper(), unsigned.GetUpper(), signed.GetUpper()));
        }

        var (u, s) = (unsigned.AsInt16(), signed.AsInt16());
        var even = Avx512BW.MultiplyAddAdjacent(u & Vector512.Create((short)255), (s << 8) >> 8);
        return sum + even + Avx512BW.MultiplyAddAdjacent(u >>> 8, s >> 8);
    }
}
