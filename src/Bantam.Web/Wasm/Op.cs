namespace Bantam.Web.Wasm;

/// <summary>Instruction codes that have one byte.</summary>
internal static class Op
{
    public const int Block = 0x02, Loop = 0x03, If = 0x04, Else = 0x05, End = 0x0b;
    public const int Branch = 0x0c, BranchIf = 0x0d, Return = 0x0f, Call = 0x10;
    public const int Drop = 0x1a, Select = 0x1b, LocalGet = 0x20, LocalSet = 0x21, LocalTee = 0x22;
    public const int I32Load = 0x28, I64Load = 0x29, F32Load = 0x2a, F64Load = 0x2b, I64Load32U = 0x35;
    public const int I32Load8S = 0x2c, I32Load8U = 0x2d, I32Load16S = 0x2e, I32Load16U = 0x2f;
    public const int I32Store = 0x36, I64Store = 0x37, F32Store = 0x38, F64Store = 0x39, I64Store32 = 0x3e;
    public const int I32Store8 = 0x3a, I32Store16 = 0x3b;
    public const int I32Const = 0x41, I64Const = 0x42, F32Const = 0x43, F64Const = 0x44;
    public const int I32Eqz = 0x45, I32Eq = 0x46, I32Ne = 0x47, I32LtS = 0x48, I32LtU = 0x49, I32GtS = 0x4a, I32LeS = 0x4c, I32GeS = 0x4e;
    public const int I64Eq = 0x51, F32Eq = 0x5b, F32Ne = 0x5c, F32Lt = 0x5d, F32Gt = 0x5e, F32Le = 0x5f, F64Eq = 0x61;
    public const int I32PopCount = 0x69, I32Add = 0x6a, I32Sub = 0x6b, I32Mul = 0x6c, I32DivS = 0x6d, I32RemS = 0x6f;
    public const int I32And = 0x71, I32Or = 0x72, I32Xor = 0x73, I32Shl = 0x74, I32ShrS = 0x75, I32ShrU = 0x76, I64PopCount = 0x7b;
    public const int F32Abs = 0x8b, F32Neg = 0x8c, F32Ceil = 0x8d, F32Floor = 0x8e, F32Nearest = 0x90, F32Sqrt = 0x91;
    public const int F32Add = 0x92, F32Sub = 0x93, F32Mul = 0x94, F32Div = 0x95, F32Min = 0x96, F32Max = 0x97, F64Abs = 0x99;
    public const int I32WrapI64 = 0xa7, I32TruncF32S = 0xa8, I32TruncF64S = 0xaa, I64ExtendI32S = 0xac;
    public const int I64TruncF32S = 0xae, I64TruncF64S = 0xb0;
    public const int F32ConvertI32S = 0xb2, F32ConvertI64S = 0xb4, F32DemoteF64 = 0xb6;
    public const int F64ConvertI32S = 0xb7, F64ConvertI64S = 0xb9, F64PromoteF32 = 0xbb;
    public const int I32ReinterpretF32 = 0xbc, I64ReinterpretF64 = 0xbd, F32ReinterpretI32 = 0xbe, F64ReinterpretI64 = 0xbf;
    public const int Simd = 0xfd, Atomic = 0xfe, NoResult = 0x40;
}
