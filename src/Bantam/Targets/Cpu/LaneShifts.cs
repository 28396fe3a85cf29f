using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bantam.Targets.Cpu;

/// <summary>Vectors shifted by a count of each lane's own, from 0 to 31. The names are those of the operations.</summary>
internal static class LaneShifts
{
    public static Vector128<int> ShiftLeft(Vector128<int> v, Vector128<int> counts) => Avx2.IsSupported
        ? Avx2.ShiftLeftLogicalVariable(v, counts.AsUInt32())
        : Vector128.Create(v[0] << counts[0], v[1] << counts[1], v[2] << counts[2], v[3] << counts[3]);

    public static Vector256<int> ShiftLeft(Vector256<int> v, Vector256<int> counts) => Avx2.IsSupported
        ? Avx2.ShiftLeftLogicalVariable(v, counts.AsUInt32())
        : Vector256.Create(ShiftLeft(v.GetLower(), counts.GetLower()), ShiftLeft(v.GetUpper(), counts.GetUpper()));

    public static Vector512<int> ShiftLeft(Vector512<int> v, Vector512<int> counts) => Avx512F.IsSupported
        ? Avx512F.ShiftLeftLogicalVariable(v, counts.AsUInt32())
        : Vector512.Create(ShiftLeft(v.GetLower(), counts.GetLower()), ShiftLeft(v.GetUpper(), counts.GetUpper()));

    public static Vector128<int> ShiftRight(Vector128<int> v, Vector128<int> counts) => Avx2.IsSupported
        ? Avx2.ShiftRightArithmeticVariable(v, counts.AsUInt32())
        : Vector128.Create(v[0] >> counts[0], v[1] >> counts[1], v[2] >> counts[2], v[3] >> counts[3]);

    public static Vector256<int> ShiftRight(Vector256<int> v, Vector256<int> counts) => Avx2.IsSupported
        ? Avx2.ShiftRightArithmeticVariable(v, counts.AsUInt32())
        : Vector256.Create(ShiftRight(v.GetLower(), counts.GetLower()), ShiftRight(v.GetUpper(), counts.GetUpper()));

    public static Vector512<int> ShiftRight(Vector512<int> v, Vector512<int> counts) => Avx512F.IsSupported
        ? Avx512F.ShiftRightArithmeticVariable(v, counts.AsUInt32())
        : Vector512.Create(ShiftRight(v.GetLower(), counts.GetLower()), ShiftRight(v.GetUpper(), counts.GetUpper()));

    public static Vector128<int> ShiftRightLogical(Vector128<int> v, Vector128<int> counts) => Avx2.IsSupported
        ? Avx2.ShiftRightLogicalVariable(v, counts.AsUInt32())
        : Vector128.Create(v[0] >>> counts[0], v[1] >>> counts[1], v[2] >>> counts[2], v[3] >>> counts[3]);

    public static Vector256<int> ShiftRightLogical(Vector256<int> v, Vector256<int> counts) => Avx2.IsSupported
        ? Avx2.ShiftRightLogicalVariable(v, counts.AsUInt32())
        : Vector256.Create(ShiftRightLogical(v.GetLower(), counts.GetLower()), ShiftRightLogical(v.GetUpper(), counts.GetUpper()));

    public static Vector512<int> ShiftRightLogical(Vector512<int> v, Vector512<int> counts) => Avx512F.IsSupported
        ? Avx512F.ShiftRightLogicalVariable(v, counts.AsUInt32())
        : Vector512.Create(ShiftRightLogical(v.GetLower(), counts.GetLower()), ShiftRightLogical(v.GetUpper(), counts.GetUpper()));
}
