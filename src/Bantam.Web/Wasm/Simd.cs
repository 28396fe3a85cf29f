namespace Bantam.Web.Wasm;

/// <summary>Instruction codes behind the SIMD prefix; those from 0x100 on are relaxed SIMD.</summary>
internal static class Simd
{
    public const int Load = 0x00, Load16x4S = 0x03, Load16x4U = 0x04, Store = 0x0b, Const = 0x0c, Shuffle = 0x0d;
    public const int Load32Splat = 0x09, Load32Zero = 0x5c, Load64Zero = 0x5d;
    public const int Store8Lane = 0x58, Store32Lane = 0x5a, Store64Lane = 0x5b;
    public const int I32x4Splat = 0x11, I32x4Extract = 0x1b, I32x4Replace = 0x1c;
    public const int F32x4Splat = 0x13, F32x4Extract = 0x1f, F64x2Splat = 0x14, F64x2Extract = 0x21;
    public const int I32x4Eq = 0x37, I32x4Ne = 0x38, I32x4LtS = 0x39, I32x4LtU = 0x3a, I32x4LeS = 0x3d;
    public const int F32x4Eq = 0x41, F32x4Ne = 0x42, F32x4Lt = 0x43, F32x4Le = 0x45;
    public const int Not = 0x4d, And = 0x4e, Or = 0x50, Xor = 0x51, BitSelect = 0x52;
    public const int F32x4Ceil = 0x67, F32x4Floor = 0x68, F32x4Nearest = 0x6a;
    public const int I16x8ExtendLowI8S = 0x87, I16x8ExtendLowI8U = 0x89, I32x4ExtendLowI16S = 0xa7, I32x4ExtendLowI16U = 0xa9;
    public const int I8x16PopCount = 0x62, I16x8AddPairsI8U = 0x7d, I32x4AddPairsI16U = 0x7f;
    public const int I16x8Shl = 0x8b, I16x8ShrS = 0x8c, I16x8ShrU = 0x8d, I32x4DotI16x8S = 0xba;
    public const int I32x4Abs = 0xa0, I32x4Neg = 0xa1, I32x4Shl = 0xab, I32x4ShrS = 0xac, I32x4ShrU = 0xad;
    public const int I32x4Add = 0xae, I32x4Sub = 0xb1, I32x4Mul = 0xb5, I32x4MinS = 0xb6, I32x4MaxS = 0xb8;
    public const int F32x4Abs = 0xe0, F32x4Neg = 0xe1, F32x4Sqrt = 0xe3;
    public const int F32x4Add = 0xe4, F32x4Sub = 0xe5, F32x4Mul = 0xe6, F32x4Div = 0xe7, F32x4Min = 0xe8, F32x4Max = 0xe9;
    public const int F32x4PMin = 0xea, F32x4PMax = 0xeb;
    public const int I32x4TruncSatF32S = 0xf8, F32x4ConvertI32S = 0xfa;
    public const int RelaxedMadd = 0x105, RelaxedMaddF64 = 0x107;
}
