# Puts the trained model beside the program, if there is one: cmake -DFROM=… -DTO=… -P cmake/copy_model.cmake
if(EXISTS "${FROM}")
  get_filename_component(folder "${TO}" DIRECTORY)
  file(COPY "${FROM}" DESTINATION "${folder}")
else()
  message(STATUS "no model at ${FROM}: train one, or give casus a model with --model")
endif()
