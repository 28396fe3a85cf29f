namespace Bantam.Web.Wasm;

/// <summary>Value types of WebAssembly, by their code in the binary format.</summary>
internal enum WasmType : byte
{
    I32 = 0x7f,
    I64 = 0x7e,
    F32 = 0x7d,
    F64 = 0x7c,
    V128 = 0x7b,
}
