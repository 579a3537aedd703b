extension OpenCLDevice {
  /// What makes OpenCL C out of the dialect of kernels.
  static func prelude(hasFloat64: Bool) -> String {
    (hasFloat64
      ? """
      #pragma OPENCL EXTENSION cl_khr_fp64 : enable
      #define FLOAT64

      """ : "") + """
        #pragma OPENCL FP_CONTRACT OFF
        #define KERNEL __kernel void
        #define FUNCTION static inline
        #define GLOBAL __global
        #define LOCAL __local
        #define LOCAL_POINTER __local
        #define BARRIER barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
        #define PLACE ((u32)get_local_id(0))
        #define SIZE ((u32)get_local_size(0))
        #define GROUP ((u32)get_group_id(0))
        #define GROUPS ((u32)get_num_groups(0))
        #define MULTIPLY_HIGH(a, b) mul_hi((ulong)(a), (ulong)(b))
        typedef uchar u8;
        typedef ushort u16;
        typedef uint u32;
        typedef long i64;
        typedef ulong u64;

        """
  }
}
